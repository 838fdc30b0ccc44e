/// `name=value&name=value`, as it stands behind a question mark.
package enum FormText {
  /// The most parameters that are read; more are refused by the dispatcher.
  static let maximumCount = 256

  /// Names and values as one text.
  package static func encode(_ items: [(String, String)]) -> String {
    items.map { escape($0.0) + "=" + escape($0.1) }.joined(separator: "&")
  }

  /// Names and values in their order; nil when there are too many.
  package static func decode(_ text: some StringProtocol) -> [(name: String, value: String)]? {
    var items: [(name: String, value: String)] = []
    for pair in text.split(separator: "&") {
      guard items.count < maximumCount else { return nil }
      let parts = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      items.append((unescape(parts[0]), parts.count > 1 ? unescape(parts[1]) : ""))
    }
    return items
  }

  private static func escape(_ text: String) -> String {
    var escaped: [UInt8] = []
    let digits = Array("0123456789ABCDEF".utf8)
    for byte in text.utf8 {
      switch byte {
      case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x2D, 0x2E, 0x5F, 0x7E: escaped.append(byte)
      case 0x20: escaped.append(0x2B)
      default: escaped += [0x25, digits[Int(byte >> 4)], digits[Int(byte & 15)]]
      }
    }
    return String(decoding: escaped, as: UTF8.self)
  }

  private static func unescape(_ text: some StringProtocol) -> String {
    let bytes = Array(text.utf8)
    var plain: [UInt8] = []
    var index = 0
    while index < bytes.count {
      switch bytes[index] {
      case 0x2B: plain.append(0x20)
      case 0x25:
        if index + 2 < bytes.count, let high = hex(bytes[index + 1]), let low = hex(bytes[index + 2]) {
          plain.append(high << 4 | low)
          index += 2
        } else {
          plain.append(0x25)
        }
      case let byte: plain.append(byte)
      }
      index += 1
    }
    return String(decoding: plain, as: UTF8.self)
  }

  private static func hex(_ byte: UInt8) -> UInt8? {
    switch byte {
    case 0x30...0x39: byte - 0x30
    case 0x41...0x46: byte - 0x37
    case 0x61...0x66: byte - 0x57
    default: nil
    }
  }
}
