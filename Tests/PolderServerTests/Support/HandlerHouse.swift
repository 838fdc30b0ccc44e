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
import Synchronization

/// The server's handlers behind their dispatcher, over a database file of one test's own, without a socket.
final class HandlerHouse: Sendable {
  static let tokens = TokenMint(secret: TokenSecret("a secret of the tests that is long enough"))
  /// Shared, because threads that hash are dear.
  static let passwords = Passwords(threads: 2)

  let fixture: ServerDatabaseFixture
  let dispatcher: Dispatcher

  init() async throws {
    fixture = try await ServerDatabaseFixture.ready()
    let context = ServerContext(database: fixture.database, passwords: Self.passwords, tokens: Self.tokens)
    let moments = HouseClock(ServerDatabaseFixture.now)
    let environment = ServiceEnvironment(
      database: fixture.database, authenticator: context.authenticator, outbox: TableOutbox(),
      now: { moments.now })
    dispatcher = Dispatcher(
      try ServerHandlers.binder(context), environment: environment,
      logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
    self.moments = moments
  }

  private let moments: HouseClock

  /// Lets time pass, and tells the moment.
  @discardableResult
  func pass(_ duration: Duration) -> Timestamp { moments.pass(duration) }

  var now: Timestamp { moments.now }

  /// Sends one request.
  func call(
    _ verb: HTTPVerb, _ path: String, query: [(String, String)] = [], _ body: JSONValue? = nil, as caller: Caller
  ) async throws -> HouseReply {
    try await Application(responder: dispatcher).test(.router) { client in
      try await Self.send(client, verb, path, query: query, body, token: try caller.token(Self.tokens, self.now))
    }
  }

  /// Sends many requests, cheaper than one by one.
  func calls(_ requests: [(verb: HTTPVerb, path: String, body: JSONValue?, caller: Caller)]) async throws -> [HouseReply] {
    try await Application(responder: dispatcher).test(.router) { client in
      var replies: [HouseReply] = []
      for request in requests {
        replies.append(
          try await Self.send(
            client, request.verb, request.path, query: [], request.body,
            token: try request.caller.token(Self.tokens, self.now)))
      }
      return replies
    }
  }

  private static func send(
    _ client: any TestClientProtocol, _ verb: HTTPVerb, _ path: String, query: [(String, String)], _ body: JSONValue?,
    token: String?
  ) async throws -> HouseReply {
    var headers: HTTPFields = [:]
    if let token { headers[.authorization] = "Bearer \(token)" }
    if body != nil { headers[.contentType] = "application/json" }
    let text = query.map { "\($0.0)=\(escape($0.1))" }.joined(separator: "&")
    let method: HTTPRequest.Method =
      switch verb {
      case .get: .get
      case .post: .post
      case .patch: .patch
      case .delete: .delete
      }
    let response = try await client.execute(
      uri: "/api" + path + (text.isEmpty ? "" : "?" + text), method: method, headers: headers,
      body: body.map { ByteBuffer(bytes: $0.bytes) })
    return try HouseReply(response)
  }

  private static func escape(_ text: String) -> String {
    text.utf8.map { byte in
      let isPlain = (48...57).contains(byte) || (65...90).contains(byte) || (97...122).contains(byte)
      let digits = String(byte, radix: 16, uppercase: true)
      return isPlain || byte == 45 || byte == 46 || byte == 95
        ? String(UnicodeScalar(byte)) : "%" + (digits.utf8.count == 1 ? "0" + digits : digits)
    }.joined()
  }

  /// The events that were announced, as `event room payload`.
  func events() async throws -> [String] {
    try await fixture.database.read { sql in
      try sql.rows("SELECT event, rooms, payload FROM polder_outbox ORDER BY id") { row in
        "\(try row.text(0)) \(try row.text(1)) \(try row.text(2))"
      }
    }
  }
}

/// A clock that stands still until it is told to go on.
final class HouseClock: Sendable {
  private let moment: Mutex<Timestamp>

  init(_ moment: Timestamp) { self.moment = Mutex(moment) }

  var now: Timestamp { moment.withLock { $0 } }

  func pass(_ duration: Duration) -> Timestamp {
    moment.withLock { moment in
      moment = moment + duration
      return moment
    }
  }
}

/// Writes events where the server does, in the transaction of the request.
struct TableOutbox: EventOutbox {
  func append(room: Room, event: EventName, payload: String, at moment: Timestamp, _ sql: Transaction) throws {
    try sql.execute(
      """
      INSERT INTO polder_outbox (created_at, rooms, event, payload) \
      VALUES \(values: [moment.databaseText, room.description, event.rawValue, payload])
      """)
  }

  func wake() {}
}
