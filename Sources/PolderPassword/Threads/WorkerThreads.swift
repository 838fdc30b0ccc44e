import Dispatch
import Foundation
import Synchronization

/// A bounded number of threads of its own with a bounded queue before them, for work that would block others.
final class WorkerThreads: Sendable {
  typealias Job = @Sendable () -> Void

  private struct State {
    var waiting: [Job] = []
    var threads = 0
    var busy = 0
    var isStopped = false
  }

  /// What the threads hold on to; they end when their owner is gone.
  private final class Shared: Sendable {
    let state = Mutex(State())
    let signal = DispatchSemaphore(value: 0)

    func run() {
      while true {
        signal.wait()
        let job = state.withLock { state -> Job? in
          guard !state.waiting.isEmpty else { return nil }
          state.busy += 1
          return state.waiting.removeFirst()
        }
        guard let job else { return }
        job()
        state.withLock { $0.busy -= 1 }
      }
    }
  }

  private let shared = Shared()
  private let limit: Int
  private let queueLimit: Int

  init(limit: Int, queueLimit: Int) {
    self.limit = max(1, limit)
    self.queueLimit = queueLimit
  }

  deinit {
    let threads = shared.state.withLock { $0.threads }
    // Every thread wakes, finds nothing to do and ends; jobs still waiting are done first.
    for _ in 0..<threads { shared.signal.signal() }
  }

  /// How many jobs wait for a thread.
  var waitingCount: Int { shared.state.withLock { $0.waiting.count } }

  /// Puts a job in the queue; false when it is full.
  func submit(_ job: @escaping Job) -> Bool {
    let (accepted, startsThread) = shared.state.withLock { state -> (Bool, Bool) in
      guard state.waiting.count < queueLimit else { return (false, false) }
      state.waiting.append(job)
      guard state.threads < limit, state.threads < state.busy + state.waiting.count else { return (true, false) }
      state.threads += 1
      return (true, true)
    }
    guard accepted else { return false }
    if startsThread {
      let thread = Thread { [shared] in
        #if os(Linux)
          // There it concerns the calling thread alone: requests go before hashes when the processor is short.
          _ = setpriority(__priority_which_t(PRIO_PROCESS.rawValue), 0, 5)
        #endif
        shared.run()
      }
      thread.name = "polder-bcrypt"
      thread.start()
    }
    shared.signal.signal()
    return true
  }
}
