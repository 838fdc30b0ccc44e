import PolderCore
import PolderTransport
import Synchronization

/// The wait for the end of a task.
struct ResultWait: Sendable {
  /// How often the results of a task that has ended are fetched at the most.
  private static let fetches = 10

  let task: TaskID
  let result: ResultClient
  /// How long nothing may be heard before the server is asked for the first time.
  var interval = Duration.seconds(1)
  /// How long is waited at the most; nil sets no bound.
  var timeout: Duration?
  /// Told how far the task is, each time the server was asked.
  var progress: (@Sendable (TaskProgress) -> Void)?
  /// Lets time pass; tests let it pass at once.
  var sleep: @Sendable (Duration) async throws -> Void = { try await Task.sleep(for: $0) }
  /// When the wait began.
  var begin = ContinuousClock.now

  /// Waits, woken by events.
  func results(_ events: AsyncStream<FeedEvent>) async throws -> [TaskResult] {
    guard let timeout else { return try await unbounded(events) }
    return try await withThrowingTaskGroup(of: [TaskResult]?.self) { group in
      group.addTask { try await unbounded(events) }
      group.addTask {
        try await sleep(timeout)
        return nil
      }
      defer { group.cancelAll() }
      guard let first = try await group.next(), let results = first else {
        throw PolderError(
          "client-wait-timeout", "The task did not end within \(timeout); it goes on.", object: "task \(task)",
          nextStep: "Wait for it again, or look at its runs.")
      }
      return results
    }
  }

  private func unbounded(_ events: AsyncStream<FeedEvent>) async throws -> [TaskResult] {
    try await withThrowingTaskGroup(of: Void.self) { group in
      let (wakes, wake) = AsyncStream.makeStream(of: Void.self, bufferingPolicy: .bufferingNewest(1))
      let wasTold = Mutex(false)
      group.addTask {
        let runs = try await runs()
        for await event in events where concerns(event, runs) {
          wasTold.withLock { $0 = true }
          wake.yield()
        }
      }
      defer { group.cancelAll() }
      var iterator = wakes.makeAsyncIterator()
      var pace = WaitPace(interval)
      var wasAnswered = false
      var fetches = 0
      while true {
        let heard = wasTold.withLock { told in
          defer { told = false }
          return told
        }
        // The Python server tells of a change before it keeps it, so that what was asked too early is asked again soon.
        if heard { pace = WaitPace(interval) }
        do {
          if let runs = try await ended() {
            fetches += 1
            return try await result.open(try await result.parts(of: task, ended: runs), of: task)
          }
          wasAnswered = true
        } catch  where Self.passes(error, wasAnswered) && fetches < Self.fetches {
          // Who waits for days outlives a server that is started anew, but no result that never comes whole.
        }
        try await woken(&iterator, wake, atLatestIn: pace.next())
      }
    }
  }

  private func woken(
    _ wakes: inout AsyncStream<Void>.Iterator, _ wake: AsyncStream<Void>.Continuation, atLatestIn pause: Duration
  ) async throws {
    try await withThrowingTaskGroup(of: Void.self) { group in
      group.addTask {
        try await sleep(pause)
        wake.yield()
      }
      defer { group.cancelAll() }
      guard await wakes.next() != nil else { throw CancellationError() }
    }
  }

  /// The runs, when none is open any more.
  private func ended() async throws -> [Wire.Run]? {
    if progress == nil {
      let reply = try await result.caller.call(GetTaskStatus.self, path: task)
      guard TaskStatus.isFinished(reply.status) else { return nil }
    }
    let runs = try await result.run.stored(task)
    let ended = runs.count { TaskStatus.isFinished($0.status) }
    progress?(TaskProgress(task: task, ended: ended, total: runs.count, elapsed: begin.duration(to: .now)))
    // One failed run makes the task a failed one while others still work (deviation 62).
    return ended == runs.count ? runs : nil
  }

  /// The task's runs, which are all there from its beginning; nil when they can not be asked for.
  private func runs() async throws -> Set<RunID>? {
    do {
      return Set(try await result.run.stored(task).map(\.id))
    } catch  where Self.passes(error, true) {
      return nil
    }
  }

  /// Whether an event may tell of an end; when in doubt it may.
  func concerns(_ event: FeedEvent, _ runs: Set<RunID>?) -> Bool {
    guard case .event(let name, let payload) = event else { return true }
    switch name {
    case .statusUpdate:
      guard let runs, let run = payload["run_id"]?.integer else { return true }
      return runs.contains(RunID(run))
    case .algorithmStatusChange: return payload["task_id"]?.integer.map { TaskID($0) == task } ?? true
    case .killContainers: return true
    default: return false
    }
  }

  /// Whether a failure is one that passes; pages of a proxy only where the server was reached before.
  private static func passes(_ error: any Error, _ wasAnswered: Bool) -> Bool {
    if let refusal = error as? RequestRefusal { return [429, 502, 503, 504].contains(refusal.status) }
    guard let error = error as? PolderError else { return false }
    return error.isAboutConnection || wasAnswered && error.code == .transportUnusableAnswer
  }
}
