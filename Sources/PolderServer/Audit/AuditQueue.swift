package import Logging
package import PolderCore
import PolderHTTP
package import PolderSQL
import PolderService
import ServiceLifecycle
import Synchronization

/// What the server does and reads, on its way into the audit log: changes in their own transaction, reads and refusals
/// once a second, all that came since in one transaction. The very same read within that second is one entry with a count.
package final class AuditQueue: AuditTrail, Service {
  /// What makes two reads the same.
  private struct Key: Hashable {
    let principal: String?
    let address: String?
    let operation: String
    let object: String
    let outcome: AuditOutcome
    let reason: String
    let details: [String: String]

    init(_ record: AuditRecord) {
      principal = record.principal
      address = record.address
      operation = record.operation
      object = record.object
      outcome = record.outcome
      reason = record.reason
      details = record.details
    }
  }

  private struct State {
    var records: [AuditRecord] = []
    var places: [Key: Int] = [:]
    var lost: Int64 = 0
    var firstLost: Timestamp?
    var taken: UInt64 = 0
    var isEndTold = false
  }

  /// The most different reads that wait; whoever comes then waits until they are written.
  private let limit: Int
  private let database: any Database
  private let keepsReads: Bool
  private let period: Duration
  private let logger: Logger
  private let state = Mutex(State())

  /// A queue into a database; without `keepsReads` only changes and refusals are written.
  package init(
    database: any Database, keepsReads: Bool = true, limit: Int = 8_192, period: Duration = .seconds(1),
    logger: Logger
  ) {
    self.database = database
    self.keepsReads = keepsReads
    self.limit = limit
    self.period = period
    self.logger = logger
  }

  /// How many entries wait, and how many were taken since the start.
  package var counts: (waiting: Int, taken: UInt64) { state.withLock { ($0.records.count, $0.taken) } }

  /// Writes what is done, in the transaction that does it.
  package func append(_ record: AuditRecord, _ sql: Transaction) throws {
    try AuditLog.append([record], sql)
    state.withLock { $0.taken += 1 }
  }

  /// Takes what was read or refused.
  package func take(_ record: AuditRecord) async {
    if record.outcome == .done, !keepsReads { return }
    let isFull = state.withLock { state in
      state.taken += 1
      put(record, into: &state)
      return state.records.count >= limit
    }
    if isFull { await flush() }
  }

  /// Writes what waits until the service ends, and then the rest.
  package func run() async throws {
    await tellHead()
    await cancelWhenGracefulShutdown {
      var sinceHead = Duration.zero
      // The only failure is the end of the service.
      while (try? await Task.sleep(for: self.period)) != nil {
        await self.flush()
        sinceHead += self.period
        guard sinceHead >= .seconds(3_600) else { continue }
        sinceHead = .zero
        await self.tellHead()
      }
    }
    await finish()
  }

  /// Writes the rest and tells the head, unless that was done. One who is cancelled leaves it to a later call.
  package func finish() async {
    let hasWritten = await flush()
    guard hasWritten || !state.withLock({ $0.isEndTold }) else { return }
    let isTold = await tellHead()
    state.withLock { $0.isEndTold = isTold }
  }

  /// Writes the head into the server's log, so that it is remembered outside of the database; false when it could not.
  @discardableResult
  package func tellHead() async -> Bool {
    do {
      let head = try await database.read { try AuditLog.head($0) }
      logger.notice("the audit log ends here", metadata: ["head": "\(head)"])
      return true
    } catch is CancellationError {
      return false  // The service was cut off; whoever ends the server tells it.
    } catch {
      logger.warning("the end of the audit log can not be read", metadata: ["reason": "\(error)"])
      return false
    }
  }

  /// Writes what waits; whether anything was written.
  @discardableResult
  package func flush() async -> Bool {
    let (records, lost, since) = state.withLock { state in
      defer {
        state.records = []
        state.places = [:]
        state.lost = 0
        state.firstLost = nil
      }
      return (state.records, state.lost, state.firstLost)
    }
    guard !records.isEmpty || lost > 0 else { return false }
    var all = records
    if lost > 0, let since = since ?? records.first?.time {
      all.append(
        AuditRecord(
          time: since, operation: "LoseAuditRecords", object: "audit", outcome: .failed,
          reason: "the database took none for too long", count: lost))
    }
    let batch = all
    do {
      try await database.write { try AuditLog.append(batch, $0) }
      return true
    } catch is CancellationError {
      giveBack(records, lost, since)  // The service was cut off; whoever ends the server has it written.
    } catch let error as SQLError where error.kind == .unknownFate {
      noteUncertain(batch, error)
    } catch {
      logger.error(
        "what was read could not be written into the audit log and will be tried again",
        metadata: ["entries": "\(records.count)", "reason": "\(error)"])
      giveBack(records, lost, since)
    }
    return false
  }

  /// What may be written already is not written again: an entry says that it may be missing.
  private func noteUncertain(_ batch: [AuditRecord], _ error: SQLError) {
    logger.error(
      "whether entries came into the audit log is not known; they are not tried again and may be missing",
      metadata: ["entries": "\(batch.count)", "reason": "\(error)"])
    guard let first = batch.first else { return }
    state.withLock { state in
      put(
        AuditRecord(
          time: first.time, operation: "LoseAuditRecords", object: "audit", outcome: .failed,
          reason: "the database was lost while it took them; they may be there",
          count: batch.reduce(0) { $0 + $1.count }), into: &state)
    }
  }

  private func giveBack(_ records: [AuditRecord], _ lost: Int64, _ since: Timestamp?) {
    state.withLock { state in
      let newer = state.records
      state.records = []
      state.places = [:]
      state.lost += lost
      state.firstLost = since ?? state.firstLost
      for record in records + newer { put(record, into: &state) }
    }
  }

  private func put(_ record: AuditRecord, into state: inout State) {
    let key = Key(record)
    if let place = state.places[key] {
      state.records[place].count += record.count
    } else if state.records.count < 2 * limit {
      state.places[key] = state.records.count
      state.records.append(record)
    } else {
      state.lost += record.count
      state.firstLost = state.firstLost ?? record.time
    }
  }
}
