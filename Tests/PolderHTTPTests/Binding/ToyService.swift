import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Logging
import NIOCore
import PolderCore
import PolderHTTP
import PolderSQL
import PolderSQLite
import Synchronization

/// A small service over a database in memory, for what all services share.
struct ToyService: Sendable {
  static let now = Timestamp(seconds: 1_800_000_000)

  let database: SQLiteDatabase
  let outbox = RecordingOutbox()
  let log = LogLines()
  var settings = DispatcherSettings()
  let trail = RecordingTrail()
  let metrics = RequestMetrics()
  private let clock: @Sendable () -> Timestamp

  init(now: @escaping @Sendable () -> Timestamp = { Self.now }) async throws {
    clock = now
    database = try SQLiteDatabase.inMemory()
    try await database.write { sql in
      try sql.execute("CREATE TABLE thing (id INTEGER PRIMARY KEY, name TEXT)")
      try sql.execute("CREATE TABLE kept (caller TEXT, key TEXT, route TEXT, reply TEXT)")
      try sql.execute("CREATE TABLE event (room TEXT, name TEXT, payload TEXT)")
      try sql.execute("CREATE TABLE told (operation TEXT)")
    }
  }

  var binder: ServiceBinder {
    var binder = ServiceBinder()
    binder.bind(GetStateHandler())
    binder.bind(GetThingHandler())
    binder.bind(CreateThingHandler())
    binder.bind(ListThingsHandler())
    binder.bind(FailHandler())
    binder.bind(GuardedHandler())
    return binder
  }

  var dispatcher: Dispatcher {
    let logger = Logger(label: "toy") { [log] _ in log }
    let environment = ServiceEnvironment(
      database: database, authenticator: ToyAuthenticator(), outbox: outbox, replies: ToyReplies(),
      audit: trail, now: clock)
    return Dispatcher(binder, environment: environment, settings: settings, logger: logger, metrics: metrics)
  }

  func call(
    _ method: HTTPRequest.Method, _ path: String, _ body: String? = nil, as caller: String? = "user 1",
    headers: HTTPFields = [:]
  ) async throws -> TestResponse {
    var headers = headers
    if let caller { headers[.authorization] = caller }
    if body != nil, headers[.contentType] == nil { headers[.contentType] = "application/json" }
    let all = headers
    return try await Application(responder: dispatcher).test(.router) { client in
      try await client.execute(
        uri: path, method: method, headers: all, body: body.map { ByteBuffer(string: $0) })
    }
  }

  func names() async throws -> [String] {
    try await database.read { try $0.rows("SELECT name FROM thing ORDER BY id") { try $0.text(0) } }
  }
}

extension TestResponse {
  var text: String { String(buffer: body) }
}

/// Takes `user 1`, `node 2` for tokens; `gone 3` is a user who does not exist any more.
struct ToyAuthenticator: Authenticator {
  func claims(authorization: String?, now: Timestamp) throws(RequestRefusal) -> TokenClaims {
    guard let authorization else { throw RequestRefusal(401, "Missing Authorization Header", code: "token-missing") }
    let words = authorization.split(separator: " ")
    guard words.count == 2, let id = Int64(words[1]) else { throw RequestRefusal(422, "Not enough segments") }
    return TokenClaims(
      subject: words[0] == "node" ? .node(NodeID(id)) : .user(UserID(id)), tokenID: String(words[0]), session: nil,
      issuedAt: now, isExact: true, expiresAt: nil)
  }

  func principal(_ claims: TokenClaims, _ sql: Transaction, now: Timestamp) throws -> Principal {
    if claims.tokenID == "gone" { throw RequestRefusal(401, "Error loading the user 3") }
    let isNode = claims.kind == .node
    let rules = RuleSet(claims.tokenID == "boss" ? [RuleKey(.organization, .global, .create)] : [])
    return Principal(
      isNode ? .node(id: NodeID(2), name: "n", collaboration: nil) : .user(id: UserID(1), username: "u"),
      organization: nil, collaborations: [], collaborators: [], rules: rules)
  }

  func seen(_ claims: TokenClaims, now: Timestamp) async throws {
    if claims.tokenID == "unseen" { throw SQLError(.full, "disk full") }
  }
}

/// Counts wakes and writes events into a table.
final class RecordingOutbox: EventOutbox {
  private let state = Mutex(0)

  var wakes: Int { state.withLock { $0 } }

  func append(room: Room, event: EventName, payload: String, at moment: Timestamp, _ sql: Transaction) throws {
    try sql.execute(
      "INSERT INTO event (room, name, payload) VALUES (\(room.description), \(event.rawValue), \(payload))")
  }

  func wake() { state.withLock { $0 += 1 } }
}

struct ToyReplies: ReplyStore {
  func reply(to request: IdempotentRequest, _ sql: Transaction) throws -> StoredReply? {
    try sql.first("SELECT reply FROM kept WHERE caller = \(request.caller) AND key = \(request.key)") { row in
      try JSONValueDecoder.decode(StoredReply.self, from: try JSONValue(parsing: try row.text(0)))
    }
  }

  func keep(_ reply: StoredReply, to request: IdempotentRequest, at moment: Timestamp, _ sql: Transaction) throws {
    let text = String(decoding: try JSONValueEncoder.bytes(of: reply), as: UTF8.self)
    try sql.execute(
      "INSERT INTO kept (caller, key, route, reply) VALUES (\(request.caller), \(request.key), \(request.route), \(text))"
    )
  }
}

/// Keeps what is logged.
final class LogLines: LogHandler {
  private let lines = Mutex<[String]>([])

  var metadata: Logger.Metadata {
    get { [:] }
    set {}
  }
  var all: [String] { lines.withLock { $0 } }
  var logLevel: Logger.Level {
    get { .trace }
    set {}
  }
  var metadataProvider: Logger.MetadataProvider? {
    get { nil }
    set {}
  }

  subscript(metadataKey key: String) -> Logger.Metadata.Value? {
    get { nil }
    set {}
  }

  func log(event: LogEvent) {
    let entries = (event.metadata ?? [:]).sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }
    lines.withLock { $0.append("\(event.level) \(event.message) \(entries.joined(separator: " "))") }
  }
}
