/// Text in the language of man pages.
enum Roff {
  /// A text that stands in a line, with nothing in it that the language obeys.
  static func text(_ text: String) -> String {
    var escaped = ""
    for character in TerminalText.line(text) {
      switch character {
      case "\\": escaped += "\\(rs"
      case "-": escaped += "\\-"
      case "'": escaped += "\\(aq"
      case "`": escaped += "\\(ga"
      case "^": escaped += "\\(ha"
      case "~": escaped += "\\(ti"
      default: escaped.append(character)
      }
    }
    return escaped.hasPrefix(".") ? "\\&" + escaped : escaped
  }

  /// Paragraphs of running text; a line that begins with blanks is shown as it stands.
  static func paragraphs(_ text: String) -> [String] {
    var lines: [String] = []
    for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
      if line.allSatisfy(\.isWhitespace) {
        if lines.last != ".PP" { lines.append(".PP") }
      } else if line.first == " " {
        lines += [".nf", Self.text(String(line)), ".fi"]
      } else {
        lines.append(Self.text(String(line)))
      }
    }
    while lines.last == ".PP" { lines.removeLast() }
    return lines
  }

  /// A text in bold.
  static func bold(_ text: String) -> String { "\\fB\(Self.text(text))\\fR" }

  /// A text that stands for something else.
  static func italic(_ text: String) -> String { "\\fI\(Self.text(text))\\fR" }

  /// A value between quotes, as requests take them.
  static func quoted(_ text: String) -> String { "\"\(Self.text(text).replacing("\"", with: "\\(dq"))\"" }
}
