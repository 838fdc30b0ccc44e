import Logging
import PolderCore
import PolderService
import PolderSQL
import PolderSQLite
import Synchronization

/// A node's audit log: who asked for what, what was decided, and what left. Written into a file of its own in the
/// node's folder, in the form of every audit log.
///
/// What is only told goes its way at once; who is about to let something out waits until that is durable. What can not be
/// written is tried again, in its order.
final class NodeAudit: Sendable {
  private struct Entry: Sendable {
    let ticket: UInt64
    let record: AuditRecord
  }

  private struct State {
    var waiting: [Entry] = []
    var waiters: [UInt64: CheckedContinuation<Void, any Error>] = [:]
    var taken: UInt64 = 0
    var written: UInt64 = 0
    var lost: Int64 = 0
    var firstLost: Timestamp?
    var identity: NodeIdentity?
    var hasFailed = false
    var isRetrying = false
  }

  let database: SQLiteDatabase
  let book: AuditBook
  let logger: Logger
  let now: @Sendable () -> Timestamp
  private let pause: @Sendable (Duration) async throws -> Void
  /// The most entries that wait of those for which nobody waits.
  private let limit: Int
  private let state = Mutex(State())
  private let wakes: AsyncStream<Void>
  private let waker: AsyncStream<Void>.Continuation
  private static let batch = 256

  /// Opens the log of a node's folder, or makes it; the folder is there, and this process's alone.
  /// - Throws: `PolderError` `node-audit-unusable`
  init(
    _ folders: NodeFolders, limit: Int = 8_192, logger: Logger, now: @escaping @Sendable () -> Timestamp,
    pause: @escaping @Sendable (Duration) async throws -> Void
  ) async throws {
    self.limit = limit
    self.logger = logger
    self.now = now
    self.pause = pause
    (wakes, waker) = AsyncStream.makeStream(bufferingPolicy: .bufferingNewest(1))
    do {
      var options = SQLiteDatabase.Options()
      options.readers = 1
      database = try SQLiteDatabase(path: folders.audit, options: options)
      try await NodeAuditSchema.migrator.migrate(database)
      book = try await AuditBook(database, owner: "node", now: now)
    } catch let error as SQLError {
      throw PolderError(
        .nodeAuditUnusable, "The node's audit log can not be used: \(error.message)", object: folders.audit,
        nextStep: "Check the rights and the space of the node's `data_dir`; nothing leaves without an entry.",
        cause: error)
    }
  }

  /// Takes what happened; it is written soon.
  func note(_ event: NodeAuditEvent) { _ = take(event, isDroppable: true) }

  /// Takes what is about to happen, and returns once that is durable, however long the disk takes.
  /// - Throws: `CancellationError`, and nothing else
  func record(_ event: NodeAuditEvent) async throws {
    let ticket = take(event, isDroppable: false)
    try await withTaskCancellationHandler {
      try await withCheckedThrowingContinuation { continuation in
        let answer: Result<Void, any Error>? = state.withLock { state in
          if state.written >= ticket { return .success(()) }
          if Task.isCancelled { return .failure(CancellationError()) }
          state.waiters[ticket] = continuation
          return nil
        }
        if let answer { continuation.resume(with: answer) }
      }
    } onCancel: {
      state.withLock { $0.waiters.removeValue(forKey: ticket) }?.resume(throwing: CancellationError())
    }
  }

  private func take(_ event: NodeAuditEvent, isDroppable: Bool) -> UInt64 {
    defer { waker.yield() }
    return state.withLock { state in
      let moment = now()
      if case .loggedIn(let identity, _) = event { state.identity = identity }
      guard !isDroppable || state.waiting.count < limit else {
        state.lost += 1
        state.firstLost = state.firstLost ?? moment
        return state.taken
      }
      state.taken += 1
      state.waiting.append(Entry(ticket: state.taken, record: event.record(by: state.identity, at: moment)))
      return state.taken
    }
  }

  /// Writes what is told until the log is closed.
  func run() async {
    await withDiscardingTaskGroup { group in
      for await _ in wakes {
        while await writeSome() == .more {}
        guard state.withLock({ $0.hasFailed && !$0.isRetrying }) else { continue }
        state.withLock { $0.isRetrying = true }
        group.addTask { [self] in
          // Cancelled: the log is being closed.
          try? await pause(.seconds(1))
          state.withLock { $0.isRetrying = false }
          waker.yield()
        }
      }
      group.cancelAll()
    }
    while await writeSome() == .more {}
    let left = state.withLock { $0.waiting.count }
    if left > 0 { logger.error("the last entries of the audit log are lost", metadata: ["entries": "\(left)"]) }
    await tellHead()
  }

  /// Ends ``run()`` once what was told is written.
  func finish() { waker.finish() }

  /// Closes the file.
  func close() throws { try book.close() }

  private enum Progress { case done, more, failed }

  private func writeSome() async -> Progress {
    let (entries, lost, since) = state.withLock { state in
      (Array(state.waiting.prefix(Self.batch)), state.lost, state.firstLost)
    }
    guard !entries.isEmpty || lost > 0 else { return .done }
    var records = entries.map(\.record)
    if lost > 0, let since { records.append(Self.gap(lost, since: since)) }
    do {
      try await append(records)
    } catch {
      hasFailed(error)
      return .failed
    }
    let waiters = state.withLock { state in
      state.waiting.removeFirst(entries.count)
      state.lost -= lost
      if state.lost == 0 { state.firstLost = nil }
      state.written = entries.last?.ticket ?? state.written
      state.hasFailed = false
      return entries.compactMap { state.waiters.removeValue(forKey: $0.ticket) }
    }
    for waiter in waiters { waiter.resume() }
    return .more
  }

  private func hasFailed(_ error: any Error) {
    let (isFirst, waiting) = state.withLock { state in
      defer { state.hasFailed = true }
      return (!state.hasFailed, state.waiting.count)
    }
    guard isFirst else { return }
    logger.error(
      "the audit log can not be written; until it can, nothing leaves the node",
      metadata: ["cause": "\(error)", "entries": "\(waiting)"])
  }

  private static func gap(_ lost: Int64, since moment: Timestamp) -> AuditRecord {
    AuditRecord(
      time: moment, operation: "LoseAuditRecords", object: "audit", outcome: .failed,
      reason: "the file took none for too long", count: lost)
  }
}
