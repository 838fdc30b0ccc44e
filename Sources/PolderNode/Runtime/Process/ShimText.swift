/// The text format that node and shim share: a title, lines `key=value`, and a last line `end` (`docs/shim.md`).
struct ShimText {
  let title: String
  var lines: [(key: String, value: String)] = []

  init(title: String) { self.title = title }

  /// Nil when the text is cut off or of another kind.
  init?(_ text: String, title: String) {
    // By bytes: a value may begin with a mark that would make one character with what stands before it.
    let parts = text.utf8.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
    guard parts.count >= 3, String(parts[0]) == title, String(parts[parts.count - 2]) == "end",
      parts[parts.count - 1].isEmpty
    else {
      return nil
    }
    self.title = title
    for line in parts[1..<parts.count - 2] {
      guard let mark = line.firstIndex(of: UInt8(ascii: "=")), let key = String(line[..<mark]),
        let value = String(line[line.index(after: mark)...]).flatMap(Self.plain)
      else {
        return nil
      }
      lines.append((key, value))
    }
  }

  /// The first value of a key.
  subscript(key: String) -> String? { lines.first { $0.key == key }?.value }

  mutating func add(_ key: String, _ value: String) { lines.append((key, value)) }

  var text: String {
    ([title] + lines.map { "\($0.key)=\(Self.escaped($0.value))" } + ["end", ""]).joined(separator: "\n")
  }

  private static func escaped(_ value: String) -> String {
    var text = ""
    for scalar in value.unicodeScalars {
      switch scalar {
      case "\\": text += "\\\\"
      case "\n": text += "\\n"
      case "\r": text += "\\r"
      default: text.unicodeScalars.append(scalar)
      }
    }
    return text
  }

  private static func plain(_ value: some StringProtocol) -> String? {
    var text = ""
    var isEscaped = false
    for scalar in value.unicodeScalars {
      if isEscaped {
        switch scalar {
        case "\\": text += "\\"
        case "n": text += "\n"
        case "r": text += "\r"
        default: return nil
        }
        isEscaped = false
      } else if scalar == "\\" {
        isEscaped = true
      } else {
        text.unicodeScalars.append(scalar)
      }
    }
    return isEscaped ? nil : text
  }
}
