public import PolderCore

/// Comma-separated values after RFC 4180: lines end with CR LF, what needs it stands in quotes.
///
/// A text that a spreadsheet would take for a formula gets an apostrophe in front, unless that is told not to happen:
/// names come from other people, and opening a table shall run nothing.
public struct CSVText: Sendable {
  /// Whether texts that look like formulas are made harmless.
  public let isGuarded: Bool

  /// A writer.
  /// - Parameter isGuarded: whether texts that look like formulas are made harmless
  public init(isGuarded: Bool = true) { self.isGuarded = isGuarded }

  /// One line, with its end.
  public func line(_ values: [JSONValue]) -> String { values.map(field).joined(separator: ",") + "\r\n" }

  /// One value. Numbers stay numbers, null is empty, lists and objects are JSON.
  public func field(_ value: JSONValue) -> String {
    switch value {
    case .null: ""
    case .bool(let flag): flag ? "true" : "false"
    case .integer(let number): String(number)
    case .number: value.text
    case .string(let text): quoted(isGuarded ? guarded(text) : text)
    case .array, .object: quoted(value.text)
    }
  }

  private func guarded(_ text: String) -> String {
    // The first scalar counts: a mark behind it does not keep a spreadsheet from running the formula.
    guard let first = text.unicodeScalars.first, "=+-@\t\r\n＝＋－＠".unicodeScalars.contains(first) else { return text }
    return "'" + text
  }

  private func quoted(_ text: String) -> String {
    let needsQuotes = text.utf8.contains { $0 == 0x22 || $0 == 0x2C || $0 == 0x0A || $0 == 0x0D }
    let hasEdge = text.utf8.first == 0x20 || text.utf8.last == 0x20
    return needsQuotes || hasEdge ? "\"" + text.replacing("\"", with: "\"\"") + "\"" : text
  }
}
