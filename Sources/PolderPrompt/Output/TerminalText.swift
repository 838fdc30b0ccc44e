public import PolderCore

/// Texts from elsewhere, made harmless: whatever a server says can not move the cursor, change colours or hide.
public enum TerminalText {
  /// The text on one line: what a terminal would obey or not show is written as its code, `\u{1b}`.
  public static func line(_ text: String) -> String { escaped(text) { _ in false } }

  /// The text with its line ends and tabs, which stay.
  public static func lines(_ text: String) -> String {
    escaped(text.replacing("\r\n", with: "\n")) { $0 == "\n" || $0 == "\t" }
  }

  /// A value as it stands in a cell: texts bare, lists joined by commas, nothing for null.
  public static func cell(_ value: JSONValue) -> String { line(plain(value)) }

  /// A value as plain text, not yet made harmless.
  static func plain(_ value: JSONValue) -> String {
    switch value {
    case .null: return ""
    case .string(let text): return text
    case .bool(let flag): return flag ? "yes" : "no"
    case .array(let elements) where elements.allSatisfy({ $0.array == nil && $0.object == nil }):
      return elements.map(plain).joined(separator: ", ")
    default: return value.text
    }
  }

  /// Whether a scalar moves, hides or turns text instead of being text.
  static func isHarmful(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.properties.generalCategory {
    case .control, .lineSeparator, .paragraphSeparator, .surrogate, .unassigned, .privateUse: true
    // Joiners make up emoji and are needed in several scripts.
    case .format: scalar.value != 0x200D && scalar.value != 0x200C
    default: false
    }
  }

  private static func escaped(_ text: String, keeping isKept: (Unicode.Scalar) -> Bool) -> String {
    guard text.unicodeScalars.contains(where: { isHarmful($0) && !isKept($0) }) else { return text }
    var safe = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      if isHarmful(scalar), !isKept(scalar) {
        safe.append(contentsOf: "\\u{\(String(scalar.value, radix: 16))}".unicodeScalars)
      } else {
        safe.append(scalar)
      }
    }
    return String(safe)
  }
}
