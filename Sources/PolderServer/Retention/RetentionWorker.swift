import Logging
package import PolderCore
import PolderSQL
import ServiceLifecycle
import Synchronization

/// Removes what has been kept for long enough: the data of old runs, uploads that nobody used, blobs whose task is gone.
/// Decides by the moment it is given, so that tests need not wait.
package final class RetentionWorker: Service {
  private static let every = Duration.seconds(3_600)
  private static let batch = 500

  private let database: any Database
  private let settings: RetentionSettings
  private let store: (any BlobStore)?
  private let logger: Logger
  private let now: @Sendable () -> Timestamp
  private let next = Mutex<Timestamp?>(nil)

  init(
    database: any Database, settings: RetentionSettings, store: (any BlobStore)?, logger: Logger,
    now: @escaping @Sendable () -> Timestamp
  ) {
    self.database = database
    self.settings = settings
    self.store = store
    self.logger = logger
    self.now = now
  }

  /// Does it every hour until the service ends.
  package func run() async throws {
    await cancelWhenGracefulShutdown {
      // The only failure is the end of the service.
      repeat { await self.step(self.now()) } while (try? await Task.sleep(for: .seconds(60))) != nil
    }
  }

  /// Does what is due at a moment.
  package func step(_ moment: Timestamp) async {
    let isDue = next.withLock { next in
      if let next, moment < next { return false }
      next = moment + Self.every
      return true
    }
    guard isDue else { return }
    do {
      try await clearRuns(moment)
      try await freeUnnamed(moment)
      try await removeFreed()
    } catch {
      logger.warning("old data could not be removed; it is tried again", metadata: ["reason": "\(error)"])
    }
  }

  private func clearRuns(_ moment: Timestamp) async throws {
    guard let days = settings.days, days >= 1 else { return }
    let before = moment - .seconds(days * 86_400)
    let includesInput = settings.includesInput
    while !Task.isCancelled {
      let count = try await database.write { sql in
        let due = try RetentionRepository.due(before: before, includesInput: includesInput, limit: Self.batch, sql)
        try RetentionRepository.clear(due, includesInput: includesInput, now: moment, sql)
        return due.count
      }
      if count > 0 { logger.info("removed the data of old runs", metadata: ["runs": "\(count)"]) }
      if count < Self.batch { return }
    }
  }

  private func freeUnnamed(_ moment: Timestamp) async throws {
    while !Task.isCancelled {
      let count = try await database.write { try BlobRepository.freeUnnamed(now: moment, limit: Self.batch, $0) }
      if count < Self.batch { return }
    }
  }

  /// Removes what is free, unless a run names it still, as an input that went to several organizations. The bytes go
  /// first and the rows last, so that what fails half-way is tried again.
  private func removeFreed() async throws {
    guard let store else { return }
    while !Task.isCancelled {
      let (freed, unnamed) = try await database.read { sql in
        let freed = try FreedBlobs.waiting(limit: Self.batch, sql)
        return (freed, try freed.compactMap { BlobID($0) }.filter { try BlobRepository.run(of: $0, sql) == nil })
      }
      guard !freed.isEmpty else { return }
      for blob in unnamed { try await store.remove(blob) }
      try await database.write { sql in
        try BlobRepository.remove(unnamed, sql)
        try FreedBlobs.forget(freed, sql)
      }
    }
  }
}
