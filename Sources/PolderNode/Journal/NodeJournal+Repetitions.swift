import PolderCore
import PolderCrypto
import PolderSQL
import PolderSQLite

extension NodeJournal {
  /// The most requests of a run that are known again, and the most bytes of them together: more than its proxy carries at
  /// the same time.
  private static let keptRequests = (count: 64, bytes: 256 << 20)

  /// The request of a run that was sent under a mark before; nil when none was.
  func request(_ mark: String, of run: RunKey) async throws -> KeptRequest? {
    try await database.read { try Self.request(mark, run, $0) }
  }

  /// Writes down what is about to be sent; returns when that is durable.
  /// - Parameters:
  ///   - request: the request
  ///   - mark: what it is known by when it is made again
  ///   - run: the run whose algorithm makes it
  ///   - lost: what was kept under the mark and can not be read any more, whose place it takes
  ///   - now: the time
  /// - Returns: what is sent under the mark, which is another where the same request came first; and the files of
  ///   requests of the run that are not needed any more
  /// - Throws: `SQLError` when nothing was written
  func keep(
    _ request: KeptRequest, as mark: String, of run: RunKey, inPlaceOf lost: KeptRequest?, now: Timestamp
  ) async throws -> (sent: KeptRequest, gone: [String]) {
    let recipients = try JSONValueEncoder.value(of: request.sent.stored).text
    return try await database.write { transaction in
      if let first = try Self.request(mark, run, transaction) {
        guard first == lost else { return (first, [request.file].compactMap(\.self)) }
        try transaction.execute("DELETE FROM sent_request " + Self.matches(run) + " AND mark = \(mark)")
      }
      try transaction.execute(
        """
        INSERT INTO sent_request (server, run_id, task_created_at, mark, body, file, size, recipients, made_at) VALUES \
        (\(run.server), \(run.run.rawValue), \(run.storedMoment), \(mark), \(request.body), \(request.file), \
        \(request.size), \(recipients), \(now.microseconds))
        """)
      try transaction.execute("DELETE FROM sent_request WHERE made_at < \((now - Self.kept).microseconds)")
      return (request, try Self.forgetOldest(run, transaction))
    }
  }

  private static func request(_ mark: String, _ run: RunKey, _ transaction: Transaction) throws -> KeptRequest? {
    try transaction.first(
      "SELECT body, file, size, recipients FROM sent_request " + matches(run) + " AND mark = \(mark)"
    ) { row in
      let stored = try JSONValueDecoder.decode([StoredRecipient].self, from: JSONValue(parsing: row.text(3)))
      return KeptRequest(
        body: try row.optionalBlob(0), file: try row.optionalText(1), size: try row.int(2),
        sent: try SentSubtask(stored: stored))
    }
  }

  /// Forgets the oldest requests of a run that are too many; the newest stays however large it is.
  private static func forgetOldest(_ run: RunKey, _ transaction: Transaction) throws -> [String] {
    let rows = try transaction.rows(
      "SELECT id, size, file FROM sent_request " + matches(run) + " ORDER BY id DESC"
    ) { (id: try $0.int64(0), size: try $0.int(1), file: try $0.optionalText(2)) }
    var total = 0
    var gone: [String] = []
    for (position, row) in rows.enumerated() {
      total += row.size
      guard position > 0, position >= keptRequests.count || total > keptRequests.bytes else { continue }
      try transaction.execute("DELETE FROM sent_request WHERE id = \(row.id)")
      gone += [row.file].compactMap(\.self)
    }
    return gone
  }

  /// Forgets what is needed only until a run is reported.
  static func forgetSent(_ run: RunKey, _ transaction: Transaction) throws {
    for table in ["sent_request", "result_upload", "result_origin"] as [SQL] {
      try transaction.execute("DELETE FROM " + table + " " + matches(run))
    }
  }
}
