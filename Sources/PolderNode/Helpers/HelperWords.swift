import Synchronization

/// What a helper says: the word by which it is ready, and its last words, bounded.
final class HelperWords: Sendable {
  private let readyWord: String
  private let ready: @Sendable () -> Void
  private let last = Mutex("")

  private static let longest = 300

  init(readyWord: String, ready: @escaping @Sendable () -> Void) {
    self.readyWord = readyWord
    self.ready = ready
  }

  /// Takes a line of its output.
  func take(_ line: String) {
    if line.contains(readyWord) { return ready() }
    let words = line.unicodeScalars.prefix(Self.longest).filter { $0.value >= 32 && $0.value != 127 }
    guard words.contains(where: { $0 != " " }) else { return }
    last.withLock { $0 = String(String.UnicodeScalarView(words)) }
  }

  /// How it ended, with its last words.
  func reason(_ end: String) -> String {
    let words = last.withLock { $0 }
    return words.isEmpty ? end : "\(end): \(words)"
  }
}
