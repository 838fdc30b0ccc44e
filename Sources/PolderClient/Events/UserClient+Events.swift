public import PolderCore
import PolderRealtime
import PolderTransport

extension UserClient {
  /// Gives a feed of events for as long as a piece of work takes; the work starts when the feed stands.
  public func withEvents<Value: Sendable>(
    _ body: @Sendable @escaping (EventFeed) async throws -> Value
  ) async throws -> Value {
    let tokens = session.tokens
    let socket = try SocketIOClient(endpoint: SocketEndpoint(url: server)) { "Bearer \(try await tokens.token())" }
    let feed = EventFeed(socket: socket, caller: session.caller)
    return try await withThrowingTaskGroup(of: Value?.self) { group in
      group.addTask {
        await feed.run()
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

  /// Waits until no run of a task is open and gives all results.
  ///
  /// The server's events wake it; every ten seconds at the latest it asks by itself.
  /// - Parameters:
  ///   - task: the task
  ///   - feed: a feed that is open already; nil opens one
  /// - Returns: one result for each organization
  /// - Throws: `RequestRefusal` when the server refuses, `PolderError` when it can not be reached
  public func waitForResults(of task: TaskID, feed: EventFeed? = nil) async throws -> [TaskResult] {
    guard let feed else {
      return try await withEvents { feed in try await waitForResults(of: task, feed: feed) }
    }
    let events = feed.subscribe()
    return try await withThrowingTaskGroup(of: Void.self) { group in
      let (wakes, wake) = AsyncStream.makeStream(of: Void.self, bufferingPolicy: .bufferingNewest(1))
      group.addTask {
        for await event in events where Self.mayEnd(event) { wake.yield() }
      }
      group.addTask {
        while true {
          try await Task.sleep(for: .seconds(10))
          wake.yield()
        }
      }
      defer { group.cancelAll() }
      var iterator = wakes.makeAsyncIterator()
      while true {
        if TaskStatus.isFinished(try await self.task.status(task)) {
          let results = try await result.fromTask(task)
          // One failed run makes the task a failed one while others still work (deviation 62).
          if results.allSatisfy({ TaskStatus.isFinished($0.status) }) { return results }
        }
        guard await iterator.next() != nil else { throw CancellationError() }
      }
    }
  }

  private static func mayEnd(_ event: FeedEvent) -> Bool {
    switch event {
    case .resynced: true
    case .event(let name, _): [.statusUpdate, .killContainers, .algorithmStatusChange].contains(name)
    }
  }
}
