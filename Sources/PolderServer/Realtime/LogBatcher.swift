import PolderCore
import PolderHTTP
import PolderSQL
import PolderService
import Synchronization

/// Collects what algorithms print and writes it in batches: to the runs' logs and as events.
final class LogBatcher: Sendable {
  struct Chunk: Sendable {
    let node: SocketIdentity.Caller
    var text: String
  }

  private struct State {
    var order: [RunID] = []
    var chunks: [RunID: Chunk] = [:]
    var bytes = 0
  }

  /// The most characters that a run's log gets this way.
  static let longestLog = 4 << 20
  private static let endOfLog = "\n[The log is longer than what is kept here.]\n"
  /// When so many bytes wait, they are written at once, and the peer has to wait for that.
  private static let fullBatch = 256 << 10

  private let database: any Database
  private let outbox: OutboxPump
  private let now: @Sendable () -> Timestamp
  private let state = Mutex(State())

  init(database: any Database, outbox: OutboxPump, now: @escaping @Sendable () -> Timestamp) {
    self.database = database
    self.outbox = outbox
    self.now = now
  }

  func add(_ text: String, of run: RunID, by node: SocketIdentity.Caller) async throws {
    let isFull = state.withLock { state in
      if let chunk = state.chunks[run], chunk.node.id == node.id {
        let separator = chunk.text.hasSuffix("\n") ? "" : "\n"
        state.chunks[run]?.text += separator + text
      } else if state.chunks[run] == nil {
        state.order.append(run)
        state.chunks[run] = Chunk(node: node, text: text)
      }
      state.bytes += text.utf8.count
      return state.bytes >= Self.fullBatch
    }
    if isFull { try await flush() }
  }

  /// Writes what waits.
  func flush() async throws {
    let (order, chunks) = state.withLock { state in
      defer { state = State() }
      return (state.order, state.chunks)
    }
    guard !order.isEmpty else { return }
    let (moment, outbox) = (now(), outbox)
    try await database.write { sql in
      let unit = Unit(sql, now: moment, outbox: outbox)
      for run in order {
        guard let chunk = chunks[run], let facts = try RunFacts.find([run], of: chunk.node, sql).first else { continue }
        try Self.append(chunk.text, facts, sql)
        try unit.announce(
          room: .collaboration(facts.collaboration), event: .algorithmLog,
          payload: LogEvent(runID: run, taskID: facts.task, log: chunk.text))
      }
    }
    outbox.wake()
  }

  /// Exactly the keys that others are told.
  private struct LogEvent: Encodable {
    let runID: RunID
    let taskID: TaskID
    let log: String

    enum CodingKeys: String, CodingKey {
      case runID = "run_id"
      case taskID = "task_id"
      case log
    }
  }

  /// A run that has ended has its whole log from its node already.
  private static func append(_ text: String, _ facts: RunFacts, _ sql: Transaction) throws {
    guard facts.isOpen, facts.logLength < longestLog else { return }
    let room = longestLog - facts.logLength
    let isLast = text.unicodeScalars.count >= room
    let kept = isLast ? String(String.UnicodeScalarView(text.unicodeScalars.prefix(room))) + endOfLog : text
    try sql.execute(
      """
      UPDATE run SET log = CASE WHEN log IS NULL OR log = '' THEN \(kept) WHEN log LIKE \("%\n") THEN log || \(kept) \
      ELSE log || \("\n") || \(kept) END WHERE id = \(facts.run)
      """)
  }
}
