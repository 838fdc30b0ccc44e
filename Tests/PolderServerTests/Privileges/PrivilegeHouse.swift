import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Logging
import NIOCore
import PolderCore
import PolderPassword
import PolderPostgres
import PolderSQL
import PolderSQLite
import PolderServer
import PolderTesting

/// A server with the rows of the fixture's world, in which no request leaves a trace.
struct PrivilegeHouse: Sendable {
  let fixture: PrivilegeFixture
  private let parts: ServerParts
  private let clock = ManualClock()
  private let server: TestPostgres?
  /// The access tokens, by asker.
  private let tokens: [String: String]

  /// A server over a database of its own, on SQLite a file in a folder: with one in memory every read would have all
  /// statements prepared anew.
  init(_ fixture: PrivilegeFixture, in folder: TestFolder) async throws {
    self.fixture = fixture
    var settings = ServerSettings()
    settings.tokenSecret = ServerHouse.secret
    settings.rootPassword = .hashed(ServerDatabaseFixture.hash)
    // What is asked is who may, not how long a hash takes.
    settings.passwordCost = Passwords.keyCost
    server = TestPostgres.isChosen ? try await ServerTemplate.ready.copy() : nil
    let database = RewindingDatabase(try await Self.open(server, folder))
    parts = try await ServerParts(
      settings, database, Logger(label: "matrix") { _ in SwiftLogNoOpLogHandler() }, { [clock] in clock.now },
      Passwords(threads: 2))
    let (world, now) = (fixture.world, clock.now)
    let sessions = fixture.askers.compactMap(Self.session)
    try await database.write { sql in
      for statement in world { try sql.execute(SQL(unchecked: statement)) }
      for (session, id) in sessions {
        try sql.execute(
          """
          INSERT INTO polder_session (sid, authenticatable_id, created_at, expires_at, used_generation) \
          VALUES \(values: [session, id, now.microseconds / 1_000, (now + .seconds(3_600)).microseconds / 1_000, 0])
          """)
      }
    }
    database.seal()
    var tokens: [String: String] = [:]
    for asker in fixture.askers { tokens[asker.name] = try asker.caller.token(parts.tokens, clock.now) }
    self.tokens = tokens
  }

  private static func open(_ server: TestPostgres?, _ folder: TestFolder) async throws -> any PolderSQL.Database {
    guard let server else { return try SQLiteDatabase(path: folder.path + "/matrix.sqlite") }
    let database = try await PostgresDatabase.open(try server.address)
    // The rows are written in SQLite's words, whose booleans are numbers.
    try await database.write { sql in
      try sql.execute(
        """
        UPDATE pg_cast SET castcontext = 'a' \
        WHERE castsource = CAST('int4' AS regtype) AND casttarget = CAST('bool' AS regtype)
        """)
    }
    return database
  }

  /// The session from which an asker refreshes, and whose it is; nil for who has none.
  private static func session(_ asker: PrivilegeFixture.Asker) -> (session: String, id: Int64)? {
    switch asker.caller {
    case .user(let id), .node(let id): ("session of \(id)", id)
    case .container, .nobody: nil
    }
  }

  func close() throws { try parts.database.close() }

  /// What a question would have changed if it had left a trace.
  func state() async throws -> [String] {
    try await parts.database.read { sql in
      let tables = [
        "user", "node", "role", "organization", "collaboration", "study", "task", "run", "Member", "StudyMember",
        "Permission", "UserPermission", "role_rule_association", "algorithmport", "polder_outbox", "polder_session",
      ]
      var lines = try tables.map { table in
        "\(table): \(try sql.first("SELECT COUNT(*) FROM \(identifier: table)")?.int64(0) ?? -1)"
      }
      let used = try sql.first("SELECT COUNT(*) FROM polder_session WHERE used_generation > 0 OR used_at IS NOT NULL")
      lines.append("used sessions: \(try used?.int64(0) ?? -1)")
      return lines
    }
  }

  /// The answers to one question, by who asked.
  func answers(to question: PrivilegeFixture.Question) async throws -> [String: PrivilegeOutcome] {
    try await Application(responder: parts.dispatcher).test(.router) { client in
      var answers: [String: PrivilegeOutcome] = [:]
      for asker in fixture.askers where !question.silent.contains(asker.name) {
        let reply = try await send(client, question, asker)
        answers[asker.name] = PrivilegeOutcome(reply)
      }
      return answers
    }
  }

  private func send(
    _ client: any TestClientProtocol, _ question: PrivilegeFixture.Question, _ asker: PrivilegeFixture.Asker
  ) async throws -> HouseReply {
    var headers: HTTPFields = [:]
    if let token = question.isRefresh ? refreshToken(asker) : tokens[asker.name] {
      headers[.authorization] = "Bearer \(token)"
    }
    var body: ByteBuffer?
    if let json = question.body {
      headers[.contentType] = "application/json"
      body = ByteBuffer(bytes: Self.fill(json, asker.own).bytes)
    } else if let blob = question.blob {
      headers[.contentType] = "application/octet-stream"
      body = ByteBuffer(string: blob)
    }
    let query = (question.query ?? JSONObject()).map { key, value in
      let value = Self.fill(value, asker.own)
      return "\(key)=\(FormEscape.escape(value.string ?? value.text))"
    }.joined(separator: "&")
    let path = Self.fill(.string(question.path), asker.own).string ?? question.path
    guard let method = HTTPRequest.Method(question.verb.rawValue) else { throw PolderError("test-verb", "no method") }
    let response = try await client.execute(
      uri: "/api" + path + (query.isEmpty ? "" : "?" + query), method: method, headers: headers, body: body)
    return try HouseReply(response)
  }

  /// A refresh token that nobody has shown yet, of the asker's own session; who has no session shows what it has.
  private func refreshToken(_ asker: PrivilegeFixture.Asker) -> String? {
    guard let (session, id) = Self.session(asker) else { return tokens[asker.name] }
    let holder: TokenMint.Holder =
      if case .node = asker.caller { .node(NodeID(id)) } else { .user(UserID(id), roles: []) }
    return parts.tokens.pair(for: holder, session: session, generation: 1, now: clock.now).refresh
  }

  /// A part of a question with what the asker itself has in the place of `{…}`.
  private static func fill(_ value: JSONValue, _ own: [String: Int64]) -> JSONValue {
    switch value {
    case .array(let elements): return .array(elements.map { fill($0, own) })
    case .object(let object):
      var made = JSONObject()
      for (key, value) in object { made[key] = fill(value, own) }
      return .object(made)
    case .string(let text) where text.contains("{"):
      var text = text
      for (name, number) in own {
        if text == "{\(name)}" { return .integer(number) }
        text = text.replacing("{\(name)}", with: String(number))
      }
      return .string(text)
    default: return value
    }
  }
}
