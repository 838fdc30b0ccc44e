import UnixSignals

/// Turns Ctrl-C and the wish to end into cancellation, so that everything is cleaned up on the way out.
enum Interruption {
  static func cancels(_ body: @Sendable @escaping () async throws -> Void) async throws {
    let signals = await UnixSignalsSequence(trapping: .sigint, .sigterm, .sighup)
    try await withThrowingTaskGroup(of: Bool.self) { group in
      group.addTask {
        try await body()
        return true
      }
      group.addTask {
        for await _ in signals { return false }
        return true
      }
      defer { group.cancelAll() }
      guard try await group.next() == false else { return }
      group.cancelAll()
      // The body cleans up before it ends; how it ended does not matter any more.
      while let _ = try? await group.next() {}
      throw CancellationError()
    }
  }
}
