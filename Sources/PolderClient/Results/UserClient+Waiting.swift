public import PolderCore

extension UserClient {
  /// Waits until no run of a task is open and gives all results, whatever happens to the connection meanwhile.
  ///
  /// The server's events wake it. Besides it asks by itself at the pace of the Python client, ever more seldom, every
  /// five minutes at last; so it goes on where no events come, as behind a proxy that lets no WebSocket through.
  /// - Parameters:
  ///   - taskID: the task
  ///   - interval: how long it waits before it asks by itself for the first time
  ///   - timeout: how long it waits at the most; nil sets no bound
  ///   - feed: a feed that is open already; nil opens one
  ///   - progress: told how far the task is, each time the server was asked
  /// - Returns: one result for each run, also for those that failed
  /// - Throws: `RequestRefusal` when the server refuses, `PolderError` `client-wait-timeout` when the time is over,
  ///   `CancellationError` when cancelled
  public func waitForResults(
    of taskID: TaskID, interval: Duration = .seconds(1), timeout: Duration? = nil, feed: EventFeed? = nil,
    progress: (@Sendable (TaskProgress) -> Void)? = nil
  ) async throws -> [TaskResult] {
    let wait = ResultWait(task: taskID, result: result, interval: interval, timeout: timeout, progress: progress)
    if let feed { return try await wait.results(feed.subscribe()) }
    return try await wait.results(over: { try makeFeed() })
  }
}
