import PolderCore

/// Changes one value in the text of a configuration and leaves everything else, comments too, as it stands.
public enum ConfigurationText {
  /// The text with another value of a key of the whole file; a key that is not there is added at the beginning.
  /// - Parameters:
  ///   - key: the key, at the top level
  ///   - value: the value, which is written as a text
  ///   - text: the file's text
  ///   - source: the file, for messages
  /// - Returns: the changed text
  /// - Throws: `PolderError` `service-configuration-invalid` when the value does not stand alone in its line
  public static func setting(_ key: String, to value: String, in text: String, source: String) throws -> String {
    let before = try Configuration(text: text, source: source)
    // By scalars: CR and LF together are one character.
    var lines = text.unicodeScalars.split(separator: "\n", omittingEmptySubsequences: false).map { String($0) }
    let entry = "\(key): \(JSONValue.string(value).text)"
    if let index = lines.firstIndex(where: { isEntry($0, key) }) {
      lines[index] = entry + comment(lines[index]) + (lines[index].hasSuffix("\r") ? "\r" : "")
    } else {
      lines.insert(entry, at: lines.first == "---" ? 1 : 0)
    }
    let changed = lines.joined(separator: "\n")
    // Values over several lines, and keys in braces, are not what is replaced here.
    guard let after = try? Configuration(text: changed, source: source), try after.string(key) == value,
      after.keys.filter({ $0 != key }) == before.keys.filter({ $0 != key })
    else {
      throw PolderError(
        .configurationInvalid, "The value of `\(key)` does not stand alone in its line, and was left as it is.",
        object: before.line(key).map { "\(source), line \($0)" } ?? source,
        nextStep: "Change it with an editor: \(key): …")
    }
    return changed
  }

  private static func isEntry(_ line: String, _ key: String) -> Bool {
    guard line.hasPrefix(key) || line.hasPrefix("\"\(key)\"") || line.hasPrefix("'\(key)'") else { return false }
    let rest = line.drop { $0 == "\"" || $0 == "'" }.dropFirst(key.count).drop { "\"' \t".contains($0) }
    return rest.first == ":"
  }

  /// The comment at the end of a line, with the blank before it.
  private static func comment(_ line: String) -> String {
    var quote: Character?
    var last: Character = " "
    for index in line.indices {
      let sign = line[index]
      if let open = quote {
        if sign == open { quote = nil }
      } else if sign == "\"" || sign == "'" {
        quote = sign
      } else if sign == "#", last == " " || last == "\t" {
        return " " + line[index...].filter { $0 != "\r" }
      }
      last = sign
    }
    return ""
  }
}
