package import Logging
package import PolderCore
package import PolderSQL
import Synchronization

/// Finds out whether the database can be read and written: at most once in a while however often it is asked, and within
/// a bounded time.
package final class HealthProbe: Sendable {
  private struct State {
    var last: (moment: Timestamp, isUp: Bool)?
    var running: Task<Bool, Never>?
  }

  private let database: any Database
  private let every: Duration
  private let patience: Duration
  private let logger: Logger
  private let state = Mutex(State())

  /// A probe of a database; an answer is good for a second, and no answer within three is one too.
  package init(
    _ database: any Database, every: Duration = .seconds(1), patience: Duration = .seconds(3), logger: Logger
  ) {
    self.database = database
    self.every = every
    self.patience = patience
    self.logger = logger
  }

  /// Whether the database works.
  package func isUp(now: Timestamp) async -> Bool {
    let (known, task) = state.withLock { state -> (Bool?, Task<Bool, Never>?) in
      if let last = state.last, now >= last.moment, now < last.moment + every { return (last.isUp, nil) }
      if let running = state.running { return (nil, running) }
      let task = Task { await self.look() }
      state.running = task
      return (nil, task)
    }
    if let known { return known }
    let isUp = await task?.value ?? false
    state.withLock { state in
      guard state.running == task else { return }
      state.running = nil
      state.last = (now, isUp)
    }
    return isUp
  }

  /// Looks, and waits no longer than it has patience; what hangs ends by itself later.
  private func look() async -> Bool {
    let (answers, answer) = AsyncStream.makeStream(of: Bool.self, bufferingPolicy: .bufferingOldest(1))
    let work = Task { answer.yield(await self.works()) }
    let timer = Task { [patience] in
      // Cancelled as soon as there is an answer.
      if (try? await Task.sleep(for: patience)) != nil { answer.yield(false) }
    }
    defer {
      timer.cancel()
      work.cancel()
    }
    for await isUp in answers { return isUp }
    return false
  }

  private func works() async -> Bool {
    do {
      try await database.write { sql in
        guard try sql.first("SELECT COUNT(*) FROM rule")?.int(0) ?? 0 > 0 else {
          throw SQLError(.other, "The table of rules is empty.")
        }
        let value = "1"
        try sql.execute(
          """
          INSERT INTO polder_secret (name, value) VALUES ('health', \(value)) \
          ON CONFLICT (name) DO UPDATE SET value = excluded.value
          """)
      }
      return true
    } catch {
      logger.warning("the database does not work", metadata: ["reason": "\(error)"])
      return false
    }
  }
}
