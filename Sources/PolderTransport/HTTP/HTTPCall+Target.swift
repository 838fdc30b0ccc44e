extension HTTPCall {
  /// The path and query as they stand in the request line, without the base.
  var target: String {
    var text = path.hasPrefix("/") ? "" : "/"
    Self.append(path, to: &text) { Self.isPathByte($0) }
    var separator = "?"
    for (name, value) in query {
      text += separator
      Self.append(name, to: &text) { Self.isUnreserved($0) }
      text += "="
      Self.append(value, to: &text) { Self.isUnreserved($0) }
      separator = "&"
    }
    return text
  }

  /// Percent-encodes all of a text but unreserved characters, slashes too, as the name of a socket needs it.
  static func encodedHost(_ text: String) -> String {
    var encoded = ""
    append(text, to: &encoded) { isUnreserved($0) }
    return encoded
  }

  private static func append(_ plain: String, to text: inout String, keeping isKept: (UInt8) -> Bool) {
    for byte in plain.utf8 {
      if isKept(byte) {
        text.unicodeScalars.append(Unicode.Scalar(byte))
      } else {
        let digits = String(byte, radix: 16, uppercase: true)
        text += digits.count == 1 ? "%0\(digits)" : "%\(digits)"
      }
    }
  }

  private static func isUnreserved(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"),
      UInt8(ascii: "~"):
      true
    default: false
    }
  }

  private static func isPathByte(_ byte: UInt8) -> Bool {
    isUnreserved(byte) || "/!$&'()*+,;=:@".utf8.contains(byte)
  }
}
