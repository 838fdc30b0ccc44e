import DequeModule
import Dispatch
import Synchronization

/// Jobs that wait for one of several threads.
final class JobQueue<Job: Sendable>: Sendable {
  private struct State {
    var waiting: Deque<Job> = []
    var isClosed = false
  }

  private let state = Mutex(State())
  private let signal = DispatchSemaphore(value: 0)

  /// Whether no more jobs are let in.
  var isClosed: Bool { state.withLock { $0.isClosed } }

  /// How many jobs wait.
  var count: Int { state.withLock { $0.waiting.count } }

  /// Adds a job; false when the queue is closed.
  func add(_ job: Job) -> Bool {
    let isAdded = state.withLock { state in
      guard !state.isClosed else { return false }
      state.waiting.append(job)
      return true
    }
    if isAdded { signal.signal() }
    return isAdded
  }

  /// Waits for the next job; nil once the queue is closed and empty.
  func next() -> Job? {
    while true {
      signal.wait()
      let (job, isClosed) = state.withLock { ($0.waiting.popFirst(), $0.isClosed) }
      if let job { return job }
      if isClosed {
        // The next thread is to see it too.
        signal.signal()
        return nil
      }
    }
  }

  /// Takes as many as wait, up to a bound, without waiting.
  func take(_ limit: Int) -> [Job] {
    state.withLock { state in
      let count = min(limit, state.waiting.count)
      defer { state.waiting.removeFirst(count) }
      return Array(state.waiting.prefix(count))
    }
  }

  /// Lets no more jobs in; those that wait are done, unless they are taken before.
  func close() {
    state.withLock { $0.isClosed = true }
    signal.signal()
  }
}
