/// The format of `spec` and `state`: a title, lines `key=value`, and the line `end`, which proves that nothing is cut off.
struct LineText: Equatable {
  struct Line: Equatable {
    let key: String
    let value: String
  }

  var lines: [Line] = []

  mutating func add(_ key: String, _ value: String) {
    lines.append(Line(key: key, value: value))
  }

  subscript(key: String) -> String? {
    lines.first { $0.key == key }?.value
  }

  func bytes(title: String) -> [UInt8] {
    var text = title + "\n"
    for line in lines { text += "\(line.key)=\(Self.escaped(line.value))\n" }
    text += "end\n"
    return Array(text.utf8)
  }

  private static func escaped(_ value: String) -> String {
    var result = ""
    for scalar in value.unicodeScalars {
      switch scalar {
      case "\\": result += "\\\\"
      case "\n": result += "\\n"
      case "\r": result += "\\r"
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result
  }
}
