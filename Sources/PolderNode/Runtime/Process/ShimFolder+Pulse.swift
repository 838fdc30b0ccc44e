extension ShimFolder {
  /// An element after each change of the folder, and at the latest after so long a time: what another machine writes into
  /// a shared folder comes without a sound.
  /// - Parameters:
  ///   - watch: tells about changes
  ///   - interest: which changes are told
  ///   - patience: the longest time without an element; nil waits for changes alone
  /// - Returns: the beats, until nobody listens any more
  /// - Throws: `PolderError` when the folder can not be watched, where changes alone are waited for
  func pulse(
    _ watch: FolderWatch, _ interest: FolderWatch.Interest = .files, every patience: Duration?
  ) throws -> AsyncStream<Void> {
    guard let patience else { return try watch.changes(in: path, interest) }
    // Without a watch, as of a shared folder that is away for a moment, it beats all the same.
    let changes = try? watch.changes(in: path, interest)
    let (stream, beat) = AsyncStream.makeStream(of: Void.self, bufferingPolicy: .bufferingNewest(1))
    let task = Task {
      await withTaskGroup(of: Void.self) { group in
        if let changes { group.addTask { for await _ in changes { beat.yield() } } }
        group.addTask {
          // Cancelled: nobody listens any more.
          while (try? await Task.sleep(for: patience)) != nil { beat.yield() }
        }
      }
    }
    beat.onTermination = { _ in task.cancel() }
    return stream
  }
}
