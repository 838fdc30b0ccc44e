/// How a line of the log is written.
public enum LogFormat: String, Sendable, CaseIterable {
  /// `time level label message key=value`
  case text
  /// One JSON object.
  case json
}
