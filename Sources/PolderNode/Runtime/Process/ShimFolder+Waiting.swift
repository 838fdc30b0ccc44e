extension ShimFolder {
  /// Waits until the run is over or its supervisor is dead; a folder without a run counts as over.
  /// - Parameters:
  ///   - watch: tells about changes of the folder
  ///   - backstop: the longest time without a look; a supervisor killed by force lets go of its lock without a sound
  /// - Returns: never that it is running
  /// - Throws: `CancellationError`, or what `standing()` throws
  func ended(_ watch: FolderWatch, backstop: Duration = .seconds(1)) async throws -> Standing {
    // First the watch, then the look: nothing that happens in between is missed.
    let changes = try watch.changes(in: path)
    let now = try standing()
    guard case .running = now else { return now }
    return try await withThrowingTaskGroup(of: Standing?.self) { group in
      group.addTask {
        for await _ in changes {
          let standing = try standing()
          guard case .running = standing else { return standing }
        }
        return nil
      }
      group.addTask {
        while true {
          try await Task.sleep(for: backstop)
          let standing = try standing()
          guard case .running = standing else { return standing }
        }
      }
      defer { group.cancelAll() }
      guard let first = try await group.next(), let standing = first else { throw CancellationError() }
      return standing
    }
  }
}
