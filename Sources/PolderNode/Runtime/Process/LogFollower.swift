import Glibc

/// Follows the log of a run as it grows.
struct LogFollower: Sendable {
  let folder: ShimFolder
  let watch: FolderWatch
  /// The longest time without a look, where changes of another machine come without a sound; nil waits for the watch.
  var patience: Duration?
  /// Waits until nothing more is printed.
  let ended: @Sendable () async -> Void
  private static let pieceBytes = 64 << 10

  /// What is printed until the run ends: all of it, or from this call on.
  func pieces(all: Bool) -> AsyncStream<[UInt8]> {
    let start = all ? 0 : size()
    return AsyncStream { continuation in
      let task = Task {
        await follow(from: start) { continuation.yield($0) }
        continuation.finish()
      }
      continuation.onTermination = { _ in task.cancel() }
    }
  }

  private func follow(from start: off_t, _ give: @escaping @Sendable ([UInt8]) -> Void) async {
    // Without a watch there is no live log; the whole of it is read at the end of the run anyway.
    guard let growth = try? folder.pulse(watch, .growth, every: patience) else { return }
    await withTaskGroup(of: off_t?.self) { group in
      group.addTask {
        var position = start
        read(from: &position, give)
        for await _ in growth { read(from: &position, give) }
        return position
      }
      group.addTask {
        await ended()
        return nil
      }
      for await position in group {
        // Once the run has ended, what is left is read; nothing is added then.
        if var position { read(from: &position, give) } else { group.cancelAll() }
      }
    }
  }

  private func size() -> off_t {
    let descriptor = open(folder.path + "/log", O_RDONLY | O_CLOEXEC | O_NOFOLLOW)
    guard descriptor >= 0 else { return 0 }
    defer { close(descriptor) }
    return max(lseek(descriptor, 0, SEEK_END), 0)
  }

  private func read(from position: inout off_t, _ give: ([UInt8]) -> Void) {
    let descriptor = open(folder.path + "/log", O_RDONLY | O_CLOEXEC | O_NOFOLLOW)
    guard descriptor >= 0 else { return }
    defer { close(descriptor) }
    var buffer = [UInt8](repeating: 0, count: Self.pieceBytes)
    while true {
      let count = pread(descriptor, &buffer, buffer.count, position)
      guard count > 0 else { return }
      position += off_t(count)
      give(Array(buffer.prefix(count)))
    }
  }
}
