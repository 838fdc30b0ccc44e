import PolderCore

extension ResultWait {
  /// Waits, woken by the events of a feed of its own as long as that tells any.
  func results(over makeFeed: @escaping @Sendable () throws -> EventFeed) async throws -> [TaskResult] {
    try await withThrowingTaskGroup(of: [TaskResult]?.self) { group in
      let (events, tell) = AsyncStream.makeStream(of: FeedEvent.self, bufferingPolicy: .bufferingNewest(4_096))
      group.addTask {
        do {
          let feed = try makeFeed()
          let told = feed.subscribe()
          async let run: Void = feed.run()
          for await event in told { tell.yield(event) }
          try await run
        } catch {
          // Events only shorten the wait: whatever keeps them away, the questions go on and tell what is wrong.
          tell.yield(.resynced)
        }
        return nil
      }
      group.addTask { try await results(events) }
      defer { group.cancelAll() }
      while let results = try await group.next() { if let results { return results } }
      throw CancellationError()
    }
  }
}
