/// The forms in which a verb prints what it was asked for.
public enum OutputFormat: String, Sendable, CaseIterable {
  /// A table for people, fitted to the terminal.
  case table
  /// JSON for programs: all that the server tells.
  case json
  /// Comma-separated values (RFC 4180): the table's columns, whole.
  case csv
}
