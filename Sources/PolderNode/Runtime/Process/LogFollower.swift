import Glibc

/// Follows the log of a run as it grows.
struct LogFollower: Sendable {
  let folder: ShimFolder
  private static let pieceBytes = 64 << 10

  init(folder: ShimFolder) { self.folder = folder }

  func pieces() -> AsyncStream<[UInt8]> {
    AsyncStream { continuation in
      let task = Task {
        await follow { continuation.yield($0) }
        continuation.finish()
      }
      continuation.onTermination = { _ in task.cancel() }
    }
  }

  private func follow(_ give: ([UInt8]) -> Void) async {
    // Without a watch there is no live log; the whole of it is read at the end of the run anyway.
    guard let watch = try? FolderWatch(folder.path, growth: true) else { return }
    var position: off_t = 0
    var changes = watch.changes.makeAsyncIterator()
    while !Task.isCancelled {
      // Before reading: what is written until the end is then surely read.
      let isOver = Self.isOver(try? folder.standing())
      read(from: &position, give)
      if isOver { return }
      guard await changes.next() != nil else { return }
    }
  }

  private static func isOver(_ standing: ShimFolder.Standing?) -> Bool {
    switch standing {
    case .running, .neverStarted: false
    default: true
    }
  }

  private func read(from position: inout off_t, _ give: ([UInt8]) -> Void) {
    let descriptor = open(folder.path + "/log", O_RDONLY | O_CLOEXEC)
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
