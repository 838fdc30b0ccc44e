import PolderCore

/// One `-----BEGIN …-----` block of a PEM text (RFC 7468), with what stands around it left out.
struct PEMBlock {
  /// The most bytes a text with a key may have; the longest keys need a quarter of it.
  static let maximumLength = 64 << 10

  /// What is in the block, for instance `PUBLIC KEY`.
  let label: String
  /// Whether its header says that a password is needed.
  let isEncrypted: Bool
  /// What is in the block; nil when it is not base64.
  let der: [UInt8]?

  /// The complete blocks of a text, in their order.
  static func all(in text: String) -> [PEMBlock] {
    var blocks: [PEMBlock] = []
    var label: Substring?
    var lines: [Substring] = []
    for line in text.split(whereSeparator: \.isNewline) {
      if let begun = words(of: line, between: "-----BEGIN ") {
        (label, lines) = (begun, [])
      } else if let ended = words(of: line, between: "-----END "), ended == label {
        blocks.append(PEMBlock(label: String(ended), lines: lines))
        label = nil
      } else if label != nil {
        lines.append(line)
      }
    }
    return blocks
  }

  /// The text of a block, in lines of 64 characters, with a line break at its end.
  static func text(label: String, der: [UInt8]) -> String {
    var text = "-----BEGIN \(label)-----\n"
    var rest = Base64.encode(der)[...]
    while !rest.isEmpty {
      text += rest.prefix(64) + "\n"
      rest = rest.dropFirst(64)
    }
    return text + "-----END \(label)-----\n"
  }

  private init(label: String, lines: [Substring]) {
    self.label = label
    // Headers as in RFC 1421 stand before the base64 and hold a colon, which base64 does not.
    isEncrypted = lines.contains { $0.contains(":") && $0.contains("ENCRYPTED") }
    let body = lines.filter { !$0.contains(":") }.joined().utf8.filter { $0 != 0x20 && $0 != 0x09 }
    der = Base64.decode(body)
  }

  /// What stands between the words and dashes of a first or last line; errors show it, so that it has to be plain and short.
  private static func words(of line: Substring, between start: String) -> Substring? {
    let line = line.trimmingSuffix { $0 == " " || $0 == "\t" }
    guard line.hasPrefix(start), line.hasSuffix("-----"), line.utf8.count > start.utf8.count + 5 else { return nil }
    let label = line.dropFirst(start.count).dropLast(5)
    return label.utf8.count <= 64 && label.utf8.allSatisfy { (0x20...0x7E).contains($0) } ? label : nil
  }
}

extension Substring {
  fileprivate func trimmingSuffix(while isTrimmed: (Character) -> Bool) -> Substring {
    var line = self
    while let last = line.last, isTrimmed(last) { line.removeLast() }
    return line
  }
}
