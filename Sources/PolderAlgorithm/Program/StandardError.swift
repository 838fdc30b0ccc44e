#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// The stream that becomes a run's log.
public enum StandardError {
  /// Writes a line at once; control characters in it are replaced, so that it stays one line.
  public static func write(_ line: String) {
    let safe = String(
      String.UnicodeScalarView(line.unicodeScalars.map { $0.value < 0x20 || $0.value == 0x7F ? " " : $0 }))
    var bytes = Array((safe + "\n").utf8)[...]
    while !bytes.isEmpty {
      let written = bytes.withUnsafeBytes { buffer in
        #if canImport(Glibc)
          Glibc.write(STDERR_FILENO, buffer.baseAddress, buffer.count)
        #elseif canImport(Musl)
          Musl.write(STDERR_FILENO, buffer.baseAddress, buffer.count)
        #else
          Darwin.write(STDERR_FILENO, buffer.baseAddress, buffer.count)
        #endif
      }
      if written < 0, errno == EINTR { continue }
      // Nobody listens any more.
      guard written > 0 else { return }
      bytes = bytes.dropFirst(written)
    }
  }
}
