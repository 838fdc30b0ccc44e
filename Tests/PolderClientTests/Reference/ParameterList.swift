import Foundation

/// The text between the parentheses of a declaration, in Swift or in Python.
enum ParameterList {
  /// The parameters, parted at the commas that stand in no brackets.
  static func parts(_ text: String) -> [String] {
    var parts: [String] = []
    var part = ""
    var depth = 0
    for character in text {
      if "([{".contains(character) { depth += 1 }
      if ")]}".contains(character) { depth -= 1 }
      if character == ",", depth == 0 {
        parts.append(part)
        part = ""
      } else {
        part.append(character)
      }
    }
    parts.append(part)
    return parts.map { trimmed($0) }.filter { !$0.isEmpty }
  }

  /// What stands before and behind the first occurrence of a separator, without spaces around; nil without one.
  static func halves(_ text: String, at separator: String) -> (String, String)? {
    guard let range = text.firstRange(of: separator) else { return nil }
    return (trimmed(String(text[..<range.lowerBound])), trimmed(String(text[range.upperBound...])))
  }

  /// A text without white space at its ends.
  static func trimmed(_ text: String) -> String {
    text.trimmingCharacters(in: .whitespacesAndNewlines)
  }
}
