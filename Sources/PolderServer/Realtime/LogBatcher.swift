import PolderCore
import PolderHTTP
import PolderSQL
import PolderService
import Synchronization

/// Collects what algorithms print and writes it in batches: to the runs' logs and as events.
final class LogBatcher: Sendable {
  private struct Key: Hashable {
    let run: RunID
    let node: NodeID
  }

  private struct Chunk: Sendable {
    let run: RunID
    let node: SocketIdentity.Caller
    var text: String

    mutating func add(_ more: String) { text += (text.hasSuffix("\n") ? "" : "\n") + more }
  }

  /// Chunks by run and by who tells of it: what a foreign node tells is found out and dropped when it is written.
  private struct State {
    var chunks: [Chunk] = []
    var places: [Key: Int] = [:]
    var bytes = 0

    mutating func add(_ text: String, of run: RunID, by node: SocketIdentity.Caller) {
      bytes += text.utf8.count
      if let place = places[Key(run: run, node: node.id)] { return chunks[place].add(text) }
      places[Key(run: run, node: node.id)] = chunks.count
      chunks.append(Chunk(run: run, node: node, text: text))
    }
  }

  /// The most characters that a run's log gets this way.
  static let longestLog = 4 << 20
  static let endOfLog = "\n[The log is longer than what is kept here.]\n"
  /// The most bytes of log in one event: a larger one would end the sessions of all who hear it.
  static let largestEvent = 64 << 10
  /// When so many bytes wait, they are written at once, and the peer has to wait for that.
  private static let fullBatch = 256 << 10
  private static let mostWaiting = 4 << 20

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
    let text = Self.storable(text)
    let isFull = state.withLock { state in
      state.add(text, of: run, by: node)
      return state.bytes >= Self.fullBatch
    }
    if isFull { try await flush() }
  }

  /// Writes what waits; what could not be written waits on, up to a bound.
  func flush() async throws {
    let chunks = state.withLock { state in
      defer { state = State() }
      return state.chunks
    }
    guard !chunks.isEmpty else { return }
    do {
      try await write(chunks)
    } catch let error as SQLError where error.kind == .unknownFate {
      // Lines that may stand there already would stand there twice.
      throw error
    } catch {
      state.withLock { state in
        let later = state.chunks
        state = State()
        for chunk in chunks + later where state.bytes < Self.mostWaiting {
          state.add(chunk.text, of: chunk.run, by: chunk.node)
        }
      }
      throw error
    }
    outbox.wake()
  }

  private func write(_ chunks: [Chunk]) async throws {
    let (moment, outbox) = (now(), outbox)
    try await database.write { sql in
      let unit = Unit(sql, now: moment, outbox: outbox)
      for chunk in chunks {
        guard let facts = try RunFacts.find([chunk.run], of: chunk.node, sql).first else { continue }
        try Self.append(chunk.text, facts, sql)
        for piece in Self.pieces(of: chunk.text) {
          try unit.announce(
            room: .collaboration(facts.collaboration), event: .algorithmLog,
            payload: LogEvent(runID: chunk.run, taskID: facts.task, log: String(piece)))
        }
      }
    }
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
    let kept = isLast ? start(of: text, room) + endOfLog : text
    try sql.execute(
      """
      UPDATE run SET log = CASE WHEN log IS NULL OR log = '' THEN \(kept) WHEN log LIKE \("%\n") THEN log || \(kept) \
      ELSE log || \("\n") || \(kept) END WHERE id = \(facts.run)
      """)
  }
}
