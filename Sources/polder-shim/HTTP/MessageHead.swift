/// The head of a message: its first line and its fields.
struct MessageHead {
  static let mostBytes = 64 << 10
  static let mostFields = 256

  var firstLine: [UInt8]
  var fields: [HeaderField]

  /// The length of a head that is complete, with its empty line; nil if more bytes are needed.
  static func length(in bytes: ArraySlice<UInt8>) -> Int? {
    var index = bytes.startIndex
    while let feed = bytes[index...].firstIndex(of: 0x0A) {
      if feed - bytes.startIndex >= 3, bytes[feed - 1] == 0x0D, bytes[feed - 2] == 0x0A, bytes[feed - 3] == 0x0D {
        return feed + 1 - bytes.startIndex
      }
      index = feed + 1
    }
    return nil
  }

  /// Reads a complete head. Strict, because two readers that understand a head differently are a way past a check.
  init(_ bytes: ArraySlice<UInt8>) throws(HTTPProblem) {
    var lines: [ArraySlice<UInt8>] = []
    var rest = bytes
    while let feed = rest.firstIndex(of: 0x0A) {
      guard feed > rest.startIndex, rest[feed - 1] == 0x0D else { throw .malformed("a line does not end with CR LF") }
      lines.append(rest[rest.startIndex..<(feed - 1)])
      rest = rest[(feed + 1)...]
    }
    guard rest.isEmpty, lines.count >= 2, lines[lines.count - 1].isEmpty else {
      throw .malformed("the head has no end")
    }
    guard lines.count - 2 <= Self.mostFields else { throw .malformed("more than \(Self.mostFields) header fields") }
    for line in lines where line.contains(where: { ($0 < 0x20 && $0 != 0x09) || $0 == 0x7F }) {
      throw .malformed("a control character in the head")
    }
    firstLine = Array(lines[0])
    fields = []
    for line in lines[1..<(lines.count - 1)] {
      if line.first == 0x20 || line.first == 0x09 { throw .malformed("a header field is folded") }
      guard let colon = line.firstIndex(of: UInt8(ascii: ":")), colon > line.startIndex,
        line[..<colon].allSatisfy(\.isToken)
      else { throw .malformed("a header field has no valid name") }
      let isBlank = { (byte: UInt8) in byte == 0x20 || byte == 0x09 }
      let value = Array(line[(colon + 1)...].drop(while: isBlank).reversed().drop(while: isBlank).reversed())
      fields.append(HeaderField(name: Array(line[..<colon]), value: value))
    }
  }

  func values(_ key: String) -> [HeaderField] {
    fields.filter { $0.key == key }
  }

  func has(_ key: String, word: String) -> Bool {
    values(key).contains { $0.words.contains(word) }
  }

  /// What belongs to one connection only, and what `Connection` names besides.
  var connectionKeys: Set<String> {
    var keys: Set<String> = [
      "connection", "keep-alive", "proxy-connection", "te", "trailer", "transfer-encoding", "upgrade",
    ]
    for field in values("connection") { keys.formUnion(field.words) }
    return keys
  }

  /// The one value of `Content-Length`, or nil without any.
  func contentLength() throws(HTTPProblem) -> Int? {
    let lengths = values("content-length")
    guard let first = lengths.first else { return nil }
    guard lengths.count == 1 else { throw .malformed("more than one Content-Length") }
    guard !first.value.isEmpty, first.value.count <= 18, first.value.allSatisfy(\.isDigit) else {
      throw .malformed("Content-Length is not a number")
    }
    return first.value.reduce(0) { $0 * 10 + Int($1 - 0x30) }
  }
}
