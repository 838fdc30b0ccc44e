public import PolderCore

/// JSON for people and programs: indented, and without a byte that a terminal would obey.
public enum IndentedJSON {
  /// The text of a value, without an end of line.
  public static func text(_ value: JSONValue) -> String {
    var text = ""
    write(value, depth: 0, to: &text)
    return text
  }

  private static func write(_ value: JSONValue, depth: Int, to text: inout String) {
    switch value {
    case .array(let elements) where !elements.isEmpty:
      text += "["
      for (index, element) in elements.enumerated() {
        text += index == 0 ? "\n" : ",\n"
        text += blanks(depth + 1)
        write(element, depth: depth + 1, to: &text)
      }
      text += "\n" + blanks(depth) + "]"
    case .object(let members) where !members.isEmpty:
      text += "{"
      for (index, member) in members.enumerated() {
        text += index == 0 ? "\n" : ",\n"
        text += blanks(depth + 1) + scalar(.string(member.key)) + ": "
        write(member.value, depth: depth + 1, to: &text)
      }
      text += "\n" + blanks(depth) + "}"
    default: text += scalar(value)
    }
  }

  /// What JSON may hold and a terminal shall not see is escaped, which means the same to a program.
  private static func scalar(_ value: JSONValue) -> String {
    let plain = value.text
    guard plain.unicodeScalars.contains(where: TerminalText.isHarmful) else { return plain }
    var safe = String.UnicodeScalarView()
    for scalar in plain.unicodeScalars {
      guard TerminalText.isHarmful(scalar) else {
        safe.append(scalar)
        continue
      }
      for unit in String(scalar).utf16 {
        let digits = String(unit, radix: 16)
        let zeros = String(repeating: "0", count: 4 - digits.utf8.count)
        safe.append(contentsOf: "\\u\(zeros)\(digits)".unicodeScalars)
      }
    }
    return String(safe)
  }

  private static func blanks(_ depth: Int) -> String { String(repeating: "  ", count: depth) }
}
