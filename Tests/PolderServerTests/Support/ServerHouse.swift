import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Logging
import NIOCore
import PolderCore
import PolderHTTP
import PolderPassword
import PolderSQL
import PolderServer
import PolderService
import PolderTesting

/// A whole server, in memory or on a PostgreSQL database of its own, with a clock that stands still, asked without a
/// port. `root` has the password `root`.
struct ServerHouse: Sendable {
  static let secret = "0123456789abcdef0123456789abcdef"

  let clock = ManualClock()
  let passwords = Passwords(threads: 2)
  let parts: ServerParts
  private let server: TestPostgres?

  /// A house on a database of its own, or on one that it shares.
  init(at address: String? = nil, _ change: (inout ServerSettings) -> Void = { _ in }) async throws {
    var settings = ServerSettings()
    server = address == nil && TestPostgres.isChosen ? try await ServerTemplate.ready.copy() : nil
    settings.databaseURI = address ?? server?.uri ?? "sqlite://"
    settings.tokenSecret = Self.secret
    settings.rootPassword = .hashed(ServerDatabaseFixture.hash)
    change(&settings)
    parts = try await ServerParts(
      settings, logger: Logger(label: "house") { _ in SwiftLogNoOpLogHandler() }, now: { [clock] in clock.now },
      passwords: passwords)
  }

  var database: any PolderSQL.Database { parts.database }

  func call(
    _ method: HTTPRequest.Method, _ path: String, _ body: JSONValue? = nil, token: String? = nil,
    headers: HTTPFields = [:]
  ) async throws -> TestResponse {
    var fields = headers
    if let token { fields[.authorization] = "Bearer \(token)" }
    if body != nil { fields[.contentType] = "application/json" }
    let all = fields
    return try await Application(responder: parts.dispatcher).test(.router) { client in
      try await client.execute(
        uri: "/api" + path, method: method, headers: all, body: body.map { ByteBuffer(bytes: $0.bytes) })
    }
  }

  func logIn(_ username: String = "root", _ password: String = "root") async throws -> TestResponse {
    try await call(.post, "/token/user", ["username": .string(username), "password": .string(password)])
  }

  /// An access token without a login.
  func token(user id: UserID) -> String {
    parts.tokens.pair(for: .user(id, roles: []), session: "s", generation: 1, now: clock.now).access
  }

  func token(node id: NodeID) -> String {
    parts.tokens.pair(for: .node(id), session: "s", generation: 1, now: clock.now).access
  }

  @discardableResult
  func write<T: Sendable>(_ body: @escaping @Sendable (Transaction) throws -> T) async throws -> T {
    try await database.write(body)
  }

  func number(_ query: SQL) async throws -> Int64? {
    try await database.read { try $0.first(query)?.optionalInt64(0) }
  }

  func text(_ query: SQL) async throws -> String? {
    try await database.read { try $0.first(query)?.optionalText(0) }
  }
}

extension TestResponse {
  var json: JSONValue? { try? JSONValue(parsing: Array(buffer: body)) }

  func header(_ name: String) -> String? { HTTPField.Name(name).flatMap { headers[$0] } }
}
