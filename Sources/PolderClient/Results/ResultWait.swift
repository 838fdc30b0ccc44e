import PolderCore
import PolderTransport

/// The wait for the end of a task.
struct ResultWait: Sendable {
  let task: TaskID
  let caller: OperationCaller
  /// How long nothing may be heard before the server is asked for the first time.
  var interval = Duration.seconds(1)
  /// Lets time pass; tests let it pass at once.
  var sleep: @Sendable (Duration) async throws -> Void = { try await Task.sleep(for: $0) }

  /// Waits, woken by events.
  func results(_ events: AsyncStream<FeedEvent>) async throws -> [TaskResult] {
    try await withThrowingTaskGroup(of: Void.self) { group in
      let (wakes, wake) = AsyncStream.makeStream(of: Void.self, bufferingPolicy: .bufferingNewest(1))
      group.addTask {
        let runs = try await runs()
        for await event in events where concerns(event, runs) { wake.yield() }
      }
      group.addTask {
        var pace = WaitPace(interval)
        while true {
          try await sleep(pace.next())
          wake.yield()
        }
      }
      defer { group.cancelAll() }
      var iterator = wakes.makeAsyncIterator()
      while true {
        if let results = try await enduring({ try await ended() }) ?? nil { return results }
        guard await iterator.next() != nil else { throw CancellationError() }
      }
    }
  }

  /// The results, when no run is open any more.
  private func ended() async throws -> [TaskResult]? {
    guard TaskStatus.isFinished(try await caller.call(GetTaskStatus.self, path: task).status) else { return nil }
    let results = try await ResultClient(caller: caller).fromTask(task)
    // One failed run makes the task a failed one while others still work (deviation 62).
    return results.allSatisfy({ TaskStatus.isFinished($0.status) }) ? results : nil
  }

  /// The task's runs, which are all there from its beginning; nil when they can not be asked for.
  private func runs() async throws -> Set<RunID>? {
    try await enduring { Set(try await RunClient(caller: caller).fromTask(task).map(\.id)) }
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

  /// Nil instead of a failure that passes: who waits for days outlives a server that is started anew.
  private func enduring<Value>(_ work: () async throws -> Value) async throws -> Value? {
    do {
      return try await work()
    } catch let error as PolderError
      where [.transportUnreachable, .transportInterrupted, .transportTimeout].contains(error.code)
    {
      return nil
    } catch let refusal as RequestRefusal where [429, 502, 503, 504].contains(refusal.status) {
      return nil
    }
  }
}
