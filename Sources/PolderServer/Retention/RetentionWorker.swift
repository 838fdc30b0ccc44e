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
  /// first and the rows last, so that what fails half-way is tried again; what does not go holds nothing else up.
  private func removeFreed() async throws {
    guard let store else { return }
    var last = ""
    while !Task.isCancelled {
      let (freed, unnamed) = try await database.read { [last] sql in
        let freed = try RetentionRepository.freed(after: last, limit: Self.batch, sql)
        return (freed, try freed.compactMap { BlobID($0) }.filter { try BlobRepository.run(of: $0, sql) == nil })
      }
      guard let end = freed.last else { return }
      last = end
      let gone = try await remove(unnamed, from: store)
      let kept = Set(unnamed).subtracting(gone)
      let settled = freed.filter { blob in BlobID(blob).map { !kept.contains($0) } ?? true }
      guard !settled.isEmpty else { continue }
      try await database.write { sql in
        try BlobRepository.remove(gone, sql)
        try FreedBlobs.forget(settled, sql)
      }
    }
  }

  /// Removes blobs from the store; which of them went.
  private func remove(_ blobs: [BlobID], from store: any BlobStore) async throws -> [BlobID] {
    var gone: [BlobID] = []
    for blob in blobs {
      try Task.checkCancellation()
      do {
        try await store.remove(blob)
        gone.append(blob)
      } catch {
        logger.warning(
          "a blob could not be removed; it is tried again", metadata: ["blob": "\(blob)", "reason": "\(error)"])
      }
    }
    return gone
  }
}
