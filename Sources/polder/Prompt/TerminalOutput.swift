import Glibc

/// The terminal behind standard error, for what it shall obey: colours, and a line that changes.
enum TerminalOutput {
  /// Writes a line as it is.
  static func write(_ line: String) { put(line + "\n") }

  /// Writes a text as it is.
  static func put(_ text: String) {
    var rest = Array(text.utf8)[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes { Glibc.write(STDERR_FILENO, $0.baseAddress, $0.count) }
      if count < 0, errno == EINTR { continue }
      // Nobody looks any more.
      guard count > 0 else { return }
      rest = rest.dropFirst(count)
    }
  }
}
