import CLibPQ
import PolderSQL

/// One connection to the server, used by one thread at a time.
final class PostgresConnection {
  let library: polder_pq
  let handle: OpaquePointer
  let statements: KeptStatements
  /// The query whose rows still come; anything else has to wait for them.
  private var stream: RowStream?

  /// Connects and makes the settings of a session.
  init(_ address: PostgresAddress, _ options: PostgresDatabase.Options) throws(SQLError) {
    library = try LibPQ.load().table
    let settings = options.settings(for: address)
    let handle = try Self.connect(settings, library)
    self.handle = handle
    statements = KeptStatements(limit: options.keptStatements)
    _ = library.PQsetNoticeProcessor(handle, { _, _ in }, nil)
    guard library.PQstatus(handle) == Int32(POLDER_PQ_CONNECTION_OK) else {
      // What is thrown from here on ends the connection, as the object is whole.
      throw SQLError(.unreachable, "The database \(address) can not be used: \(library.message(of: handle))")
    }
    guard library.PQserverVersion(handle) >= Self.oldestServer else {
      throw SQLError(.unreachable, "The database \(address) is served by a PostgreSQL older than 13, which is needed.")
    }
    try run(options.session)
  }

  deinit { library.PQfinish(handle) }

  private static let oldestServer: Int32 = 130_000

  private static func connect(_ settings: [(String, String)], _ library: polder_pq) throws(SQLError) -> OpaquePointer {
    let handle = CTexts.with(settings.map(\.0) + [nil]) { names in
      CTexts.with(settings.map(\.1) + [nil]) { values in library.PQconnectdbParams(names, values, 1) }
    }
    guard let handle else { throw SQLError(.full, "There is no memory for a connection to the database.") }
    return handle
  }

  /// Whether the server is gone.
  var isBroken: Bool { library.PQstatus(handle) != Int32(POLDER_PQ_CONNECTION_OK) }

  /// Whether no transaction is open and nothing is under way.
  var isIdle: Bool { library.PQtransactionStatus(handle) == Int32(POLDER_PQ_TRANSACTION_IDLE) }

  /// Refuses to go on in a transaction whose statement failed while its caller went on: its end would undo it silently.
  func checkTransaction() throws(SQLError) {
    guard library.PQtransactionStatus(handle) == Int32(POLDER_PQ_TRANSACTION_FAILED) else { return }
    throw SQLError(.statement, "A statement of this transaction failed outside of a savepoint, and it went on.")
  }

  /// What asks the server to give up what this connection does.
  private(set) lazy var canceller = Canceller(self)

  /// The number by which the server knows this connection.
  var process: Int32 { library.PQbackendPID(handle) }

  /// Runs statements of ours without parameters.
  func run(_ statements: String) throws(SQLError) {
    try settle()
    let result = library.PQexec(handle, statements)
    defer { library.PQclear(result) }
    try check(result, statements)
  }

  /// The first field of the last of some statements of ours.
  func value(_ statements: String) throws(SQLError) -> String? {
    try settle()
    let result = library.PQexec(handle, statements)
    defer { library.PQclear(result) }
    try check(result, statements)
    guard library.PQntuples(result) > 0, library.PQnfields(result) > 0, library.PQgetisnull(result, 0, 0) == 0 else {
      return nil
    }
    return library.PQgetvalue(result, 0, 0).map { String(cString: $0) }
  }

  /// Begins a query; its rows are taken from what is returned.
  func begin(_ sql: SQL) throws(SQLError) -> RowStream {
    try settle()
    let text = Dialect.postgres.text(of: sql)
    try send(Parameters(sql.bindings), text)
    guard library.PQsetSingleRowMode(handle) == 1 else { throw lost(text) }
    let stream = RowStream(self, statement: text)
    self.stream = stream
    return stream
  }

  /// Runs a statement to its end and returns the number of rows it changed.
  func execute(_ sql: SQL) throws(SQLError) -> Int {
    try settle()
    let text = Dialect.postgres.text(of: sql)
    try send(Parameters(sql.bindings), text)
    var count = 0
    var failure: SQLError?
    while let result = library.PQgetResult(handle) {
      defer { library.PQclear(result) }
      do throws(SQLError) {
        try check(result, text)
        count += library.changes(of: result)
      } catch {
        failure = failure ?? error
      }
    }
    if let failure { throw failure }
    return count
  }

  /// Makes the connection free for the next statement: rows of a query that still come are kept in memory.
  func settle() throws(SQLError) {
    guard let stream else { return }
    self.stream = nil
    stream.keepRest()
  }

  func ended(_ stream: RowStream) {
    if self.stream === stream { self.stream = nil }
  }

  private func send(_ parameters: Parameters, _ text: String) throws(SQLError) {
    switch statements.use(text, parameters.types) {
    case .once:
      let isSent = try parameters.with { count, types, values, lengths, formats in
        library.PQsendQueryParams(handle, text, count, types, values, lengths, formats, 0)
      }
      guard isSent == 1 else { throw lost(text) }
    case .prepare(let name, let dropped):
      if let dropped { try run("DEALLOCATE \(dropped)") }
      try prepare(name, text, parameters)
      try sendPrepared(name, text, parameters)
    case .prepared(let name): try sendPrepared(name, text, parameters)
    }
  }

  private func prepare(_ name: String, _ text: String, _ parameters: Parameters) throws(SQLError) {
    let isSent = parameters.types.withUnsafeBufferPointer {
      library.PQsendPrepare(handle, name, text, Int32($0.count), $0.baseAddress)
    }
    guard isSent == 1 else { throw lost(text) }
    var failure: SQLError?
    while let result = library.PQgetResult(handle) {
      defer { library.PQclear(result) }
      do throws(SQLError) { try check(result, text) } catch { failure = error }
    }
    if let failure { throw failure }
    statements.isPrepared(text, parameters.types)
  }

  private func sendPrepared(_ name: String, _ text: String, _ parameters: Parameters) throws(SQLError) {
    let isSent = try parameters.with { count, _, values, lengths, formats in
      library.PQsendQueryPrepared(handle, name, count, values, lengths, formats, 0)
    }
    guard isSent == 1 else { throw lost(text) }
  }

  /// Throws what a result reports.
  func check(_ result: OpaquePointer?, _ text: String) throws(SQLError) {
    guard let result else { throw lost(text) }
    switch library.PQresultStatus(result) {
    case Int32(POLDER_PQ_COMMAND_OK), Int32(POLDER_PQ_TUPLES_OK), Int32(POLDER_PQ_SINGLE_TUPLE),
      Int32(POLDER_PQ_EMPTY_QUERY):
      return
    default: throw isBroken ? lost(text) : SQLError(result, library, statement: text)
    }
  }

  /// The connection failed; what libpq says of it names host and cause.
  func lost(_ text: String) -> SQLError {
    SQLError(
      .closed, "The connection to the database was lost: \(library.message(of: handle))",
      statement: text)
  }
}

extension polder_pq {
  /// What the library says of a connection's last failure.
  func message(of handle: OpaquePointer) -> String {
    PQerrorMessage(handle).map { String(cString: $0).trimmed } ?? "no reason is known"
  }

  /// How many rows a statement changed; none when it only read.
  fileprivate func changes(of result: OpaquePointer) -> Int {
    guard let status = PQcmdStatus(result), !String(cString: status).hasPrefix("SELECT") else { return 0 }
    return PQcmdTuples(result).flatMap { Int(String(cString: $0)) } ?? 0
  }
}

extension String {
  /// On one line, without blanks at its ends.
  var trimmed: String { split(whereSeparator: \.isNewline).map { $0.trimming() }.joined(separator: " ") }
}

extension Substring {
  fileprivate func trimming() -> Substring {
    let start = drop { $0 == " " || $0 == "\t" }
    guard let last = start.lastIndex(where: { $0 != " " && $0 != "\t" }) else { return "" }
    return start[...last]
  }
}
