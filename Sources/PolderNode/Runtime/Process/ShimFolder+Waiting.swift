extension ShimFolder {
  /// How many looks in a row may fail: what the system refuses for a moment says nothing about the run.
  private static let patience = 300

  /// Waits until the run is over or its supervisor is dead; a folder without a run counts as over.
  /// - Parameters:
  ///   - watch: tells about changes of the folder
  ///   - backstop: the longest time without a look; a supervisor killed by force lets go of its lock without a sound
  ///   - look: finds out how the run stands; nil for ``standing()``
  /// - Returns: never that it is running
  /// - Throws: `CancellationError`, or what looking throws again and again
  func ended(
    _ watch: FolderWatch, backstop: Duration = .seconds(1), look: (@Sendable () throws -> Standing)? = nil
  ) async throws -> Standing {
    let look: @Sendable () throws -> Standing = look ?? { try standing() }
    // First the watch, then the look: nothing that happens in between is missed. Without one the backstop has to do.
    let changes = try? watch.changes(in: path)
    // What can not be seen now is looked at again.
    if let now = try? look(), Self.isOver(now) { return now }
    return try await withThrowingTaskGroup(of: Standing.self) { group in
      if let changes {
        group.addTask {
          for await _ in changes { if let standing = try? look(), Self.isOver(standing) { return standing } }
          throw CancellationError()
        }
      }
      group.addTask {
        var failures = 0
        while true {
          try await Task.sleep(for: backstop)
          do {
            let standing = try look()
            if Self.isOver(standing) { return standing }
            failures = 0
          } catch {
            failures += 1
            guard failures < Self.patience else { throw error }
          }
        }
      }
      defer { group.cancelAll() }
      guard let standing = try await group.next() else { throw CancellationError() }
      return standing
    }
  }

  private static func isOver(_ standing: Standing) -> Bool { if case .running = standing { false } else { true } }
}
