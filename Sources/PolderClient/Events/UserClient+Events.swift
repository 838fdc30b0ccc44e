public import PolderCore
import PolderRealtime
import PolderTransport

extension UserClient {
  /// Gives a feed of events for as long as a piece of work takes; the work starts once nothing is missed any more.
  /// - Parameter body: the work
  /// - Returns: what the work gives
  /// - Throws: what the work throws, `RequestRefusal` when the server does not know the user any more
  public func withEvents<Value: Sendable>(
    _ body: @Sendable @escaping (EventFeed) async throws -> Value
  ) async throws -> Value {
    let endpoint = try SocketEndpoint(url: server)
    let feed = EventFeed(caller: session.caller, tokens: session.tokens) {
      try SocketIOClient(endpoint: endpoint, authorization: $0)
    }
    return try await withThrowingTaskGroup(of: Value?.self) { group in
      group.addTask {
        try await feed.run()
        return nil
      }
      group.addTask {
        await feed.ready()
        return try await body(feed)
      }
      defer { group.cancelAll() }
      while let value = try await group.next() { if let value { return value } }
      throw CancellationError()
    }
  }

  /// Waits until no run of a task is open and gives all results, whatever happens to the connection meanwhile.
  ///
  /// The server's events wake it; while none comes it asks by itself, ever more seldom, every ten seconds at last.
  /// - Parameters:
  ///   - taskID: the task
  ///   - interval: how long it waits before it asks by itself for the first time
  ///   - feed: a feed that is open already; nil opens one
  /// - Returns: one result for each run, also for those that failed
  /// - Throws: `RequestRefusal` when the server refuses, `CancellationError` when cancelled
  public func waitForResults(
    of taskID: TaskID, interval: Duration = .seconds(1), feed: EventFeed? = nil
  ) async throws -> [TaskResult] {
    guard let feed else {
      return try await withEvents { feed in try await waitForResults(of: taskID, interval: interval, feed: feed) }
    }
    return try await ResultWait(task: taskID, caller: session.caller, interval: interval).results(feed.subscribe())
  }
}
