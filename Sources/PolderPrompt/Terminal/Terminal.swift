#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// What the program talks to: whether it is a person, and how wide the screen is.
public struct Terminal: Sendable {
  /// Whether somebody can be asked.
  public let canAsk: Bool
  /// Whether standard output is a terminal.
  public let isOutput: Bool
  /// Whether standard error is a terminal.
  public let isError: Bool
  /// How many cells a line of standard output takes; nil where it is no terminal.
  public let width: Int?

  /// What somebody says it is.
  public init(canAsk: Bool, isOutput: Bool, isError: Bool, width: Int?) {
    self.canAsk = canAsk
    self.isOutput = isOutput
    self.isError = isError
    self.width = width
  }

  /// What this process talks to.
  public static var present: Terminal {
    let isOutput = isatty(STDOUT_FILENO) == 1
    return Terminal(
      canAsk: isatty(STDIN_FILENO) == 1 && isatty(STDERR_FILENO) == 1, isOutput: isOutput,
      isError: isatty(STDERR_FILENO) == 1, width: isOutput ? columns(of: STDOUT_FILENO) : nil)
  }

  /// The width of a terminal as it tells it; 80 where it does not.
  /// - Parameter descriptor: the terminal
  /// - Returns: how many cells a line takes
  public static func columns(of descriptor: Int32) -> Int {
    var size = winsize()
    guard ioctl(descriptor, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else { return 80 }
    return Int(size.ws_col)
  }
}
