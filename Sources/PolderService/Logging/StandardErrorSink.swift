import Foundation
import Synchronization

/// Writes lines to standard error, whole lines at a time.
public final class StandardErrorSink: LogSink {
  private let lock = Mutex(())

  /// The sink of this process.
  public static let shared = StandardErrorSink()

  private init() {}

  /// Takes one line; a line that can not be written is lost, because there is no other place to say so.
  public func write(_ line: String) {
    var line = line + "\n"
    lock.withLock { _ in
      line.withUTF8 { bytes in
        var rest = UnsafeRawBufferPointer(bytes)
        while !rest.isEmpty {
          let written = Foundation.write(STDERR_FILENO, rest.baseAddress, rest.count)
          if written < 0 && errno == EINTR { continue }
          guard written > 0 else { return }
          rest = UnsafeRawBufferPointer(rebasing: rest.dropFirst(written))
        }
      }
    }
  }
}
