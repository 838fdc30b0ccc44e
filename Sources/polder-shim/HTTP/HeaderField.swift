/// One field of a message's head.
struct HeaderField {
  /// As it came.
  let name: [UInt8]
  /// In lower case, for comparing.
  let key: String
  let value: [UInt8]

  init(name: [UInt8], value: [UInt8]) {
    self.name = name
    key = String(decoding: name.map(\.lowercased), as: UTF8.self)
    self.value = value
  }

  init(_ name: String, _ value: String) {
    self.init(name: Array(name.utf8), value: Array(value.utf8))
  }

  /// The parts between commas, in lower case, without blanks around them.
  var words: [String] {
    value.split(separator: UInt8(ascii: ",")).map { part in
      let isBlank = { (byte: UInt8) in byte == 0x20 || byte == 0x09 }
      let trimmed = part.drop(while: isBlank).reversed().drop(while: isBlank).reversed()
      return String(decoding: trimmed.map(\.lowercased), as: UTF8.self)
    }
  }
}
