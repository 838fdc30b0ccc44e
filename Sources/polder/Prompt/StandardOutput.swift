import Glibc
import Synchronization

/// Standard output, written at once and whole.
enum StandardOutput {
  private static let isClosed = Mutex(false)

  /// Writes a text. Whoever reads may stop early, as `head` does: the rest is nobody's.
  static func write(_ text: String) {
    isClosed.withLock { isClosed in
      guard !isClosed else { return }
      isClosed = !write(Array(text.utf8)[...])
    }
  }

  private static func write(_ bytes: ArraySlice<UInt8>) -> Bool {
    var rest = bytes
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes { Glibc.write(STDOUT_FILENO, $0.baseAddress, $0.count) }
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { return false }
      rest = rest.dropFirst(count)
    }
    return true
  }
}
