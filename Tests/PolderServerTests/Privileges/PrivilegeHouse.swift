import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Logging
import NIOCore
import PolderCore
import PolderPassword
import PolderSQL
import PolderSQLite
import PolderServer

/// A server with the rows of the fixture's world, in which no request leaves a trace.
struct PrivilegeHouse: Sendable {
  let fixture: PrivilegeFixture
  private let parts: ServerParts
  private let clock = ManualClock()

  init(_ fixture: PrivilegeFixture) async throws {
    self.fixture = fixture
    var settings = ServerSettings()
    settings.tokenSecret = ServerHouse.secret
    settings.rootPassword = .hashed(ServerDatabaseFixture.hash)
    let database = RewindingDatabase(try SQLiteDatabase.inMemory())
    parts = try await ServerParts(
      settings, database, Logger(label: "matrix") { _ in SwiftLogNoOpLogHandler() }, { [clock] in clock.now },
      Passwords(threads: 2))
    let world = fixture.world
    try await database.write { sql in
      for statement in world { try sql.execute(SQL(unchecked: statement)) }
    }
    database.seal()
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
    if let token = try token(asker.caller, isRefresh: question.isRefresh) {
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

  private func token(_ caller: Caller, isRefresh: Bool) throws -> String? {
    guard isRefresh else { return try caller.token(parts.tokens, clock.now) }
    return switch caller {
    case .user(let id):
      parts.tokens.pair(for: .user(UserID(id), roles: []), session: "s", generation: 0, now: clock.now).refresh
    case .node(let id):
      parts.tokens.pair(for: .node(NodeID(id)), session: "s", generation: 0, now: clock.now).refresh
    case .container, .nobody: try caller.token(parts.tokens, clock.now)
    }
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
