/// Where lines of the log go.
public protocol LogSink: Sendable {
  /// Takes one line, without its end of line.
  func write(_ line: String)
}
