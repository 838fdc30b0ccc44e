import PolderCore
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
    let feed = try makeFeed()
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

  /// A feed that tells nothing before it runs.
  func makeFeed() throws -> EventFeed {
    let endpoint = try SocketEndpoint(url: server)
    let options = SocketIOClient.Options(route: SocketRoute(session.settings, to: endpoint))
    return EventFeed(caller: session.caller, tokens: session.tokens) {
      try SocketIOClient(endpoint: endpoint, options: options, authorization: $0)
    }
  }
}
