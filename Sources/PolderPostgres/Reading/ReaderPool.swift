import PolderSQL
import Synchronization

/// The threads that read, each with a connection of its own: as many as there is work for, up to a bound.
final class ReaderPool: Sendable {
  private struct State {
    var threads = 0
    var busy = 0
  }

  private let address: PostgresAddress
  private let options: PostgresDatabase.Options
  private let workers: Workers
  private let jobs = JobQueue<ReadJob>()
  private let state = Mutex(State())

  init(_ address: PostgresAddress, _ options: PostgresDatabase.Options, _ workers: Workers) {
    self.address = address
    self.options = options
    self.workers = workers
  }

  /// Has a job done; false when the pool is closed.
  func add(_ job: ReadJob) -> Bool {
    guard jobs.add(job) else { return false }
    let waiting = jobs.count
    let number = state.withLock { state -> Int? in
      guard state.threads < max(1, options.readers), state.threads < state.busy + waiting else { return nil }
      state.threads += 1
      return state.threads
    }
    if let number { workers.start("polder-read-\(number)") { self.work() } }
    return true
  }

  func close() { jobs.close() }

  private func work() {
    let session = PostgresSession(address, options) { [jobs] in jobs.isClosed }
    while let job = jobs.next() {
      state.withLock { $0.busy += 1 }
      job.run(session)
      session.finishReading()
      state.withLock { $0.busy -= 1 }
    }
  }
}
