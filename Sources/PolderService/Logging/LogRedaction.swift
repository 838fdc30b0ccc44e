import Logging

/// Keeps what must not be read out of the log: values under telling keys, and characters that would forge lines.
enum LogRedaction {
  private static let secretWords = [
    "password", "passwd", "token", "api_key", "apikey", "secret", "authorization", "cookie", "private_key", "otp",
    "mfa_code", "credential",
  ].map { Array($0.utf8) }

  /// Whether values under a key are secrets.
  static func isSecret(_ key: String) -> Bool {
    // Every entry of every line is asked for, so bytes are compared and no texts.
    let key = key.lowercased().utf8.map { $0 == UInt8(ascii: "-") ? UInt8(ascii: "_") : $0 }
    return secretWords.contains { contains(key, $0) }
  }

  private static func contains(_ text: [UInt8], _ word: [UInt8]) -> Bool {
    guard text.count >= word.count else { return false }
    return (0...text.count - word.count).contains { text[$0..<$0 + word.count].elementsEqual(word) }
  }

  /// The value as one text; a secret is three stars.
  static func text(_ value: Logger.MetadataValue, under key: String) -> String {
    if isSecret(key) { return "***" }
    switch value {
    case .string(let text): return text
    case .stringConvertible(let value): return value.description
    case .array(let values): return "[" + values.map { text($0, under: key) }.joined(separator: ", ") + "]"
    case .dictionary(let values):
      let entries = values.sorted { $0.key < $1.key }.map { "\($0.key): \(text($0.value, under: $0.key))" }
      return "{" + entries.joined(separator: ", ") + "}"
    }
  }

  /// The text with control characters, line separators and invisible marks written as escapes.
  static func printable(_ text: String) -> String {
    guard text.unicodeScalars.contains(where: needsEscape) else { return text }
    var result = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\n": result += "\\n"
      case "\r": result += "\\r"
      case "\t": result += "\\t"
      case _ where needsEscape(scalar): result += "\\u{" + String(scalar.value, radix: 16) + "}"
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result
  }

  private static func needsEscape(_ scalar: Unicode.Scalar) -> Bool {
    if scalar.isASCII { return scalar.value < 0x20 || scalar.value == 0x7F }
    switch scalar.properties.generalCategory {
    case .control, .format, .lineSeparator, .paragraphSeparator: return true
    default: return false
    }
  }
}
