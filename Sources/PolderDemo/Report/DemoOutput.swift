import Glibc
import Synchronization

/// Where the demonstration prints: whole lines, also from several tasks at once.
public final class DemoOutput: Sendable {
  private let write: @Sendable (String) -> Void
  private let lock = Mutex(())

  /// An output by a function that gets whole lines.
  public init(_ write: @escaping @Sendable (String) -> Void) { self.write = write }

  /// The standard output.
  public static let standard = DemoOutput { line in
    print(line)
    fflush(nil)
  }

  /// The standard error, for people who read while a program reads the standard output.
  public static let standardError = DemoOutput { line in
    var bytes = Array((line + "\n").utf8)[...]
    while !bytes.isEmpty {
      let count = bytes.withUnsafeBytes { Glibc.write(STDERR_FILENO, $0.baseAddress, $0.count) }
      // Nobody is left who could read it.
      guard count > 0 else { return }
      bytes = bytes.dropFirst(count)
    }
  }

  /// Prints a line.
  public func line(_ text: String = "") { lock.withLock { _ in write(text) } }
}
