import Synchronization

/// Keeps what is printed.
final class Lines: Sendable {
  private let kept = Mutex("")

  /// All of it.
  var text: String { kept.withLock { $0 } }

  /// Line by line, without what is behind the last end of line.
  var all: [String] { text.split(separator: "\n", omittingEmptySubsequences: false).dropLast().map(String.init) }

  func write(_ text: String) { kept.withLock { $0 += text } }
  func tell(_ line: String) { kept.withLock { $0 += line + "\n" } }
}
