/// Walks the records of a text of comma-separated values, field by field, without copying.
struct CSVScanner {
  /// What stands after a field.
  enum End {
    case comma
    case record
  }

  let bytes: UnsafeBufferPointer<UInt8>
  let fieldLimit: Int
  private(set) var position: Int
  /// The line of the next byte, from 1.
  private(set) var line = 1
  /// The last field, without its quotes; doubled quotes inside are still doubled when `isEscaped`.
  private(set) var field: Range<Int> = 0..<0
  private(set) var isEscaped = false
  /// The line in which the last field begins.
  private(set) var fieldLine = 1

  init(_ bytes: UnsafeBufferPointer<UInt8>, from start: Int, line: Int = 1, fieldLimit: Int) {
    self.bytes = bytes
    position = start
    self.line = line
    self.fieldLimit = fieldLimit
  }

  /// Passes over empty lines; false at the end of the text.
  mutating func startRecord() -> Bool {
    while position < bytes.count, bytes[position] == 0x0A || bytes[position] == 0x0D { endLine() }
    return position < bytes.count
  }

  /// Reads the next field into `field`.
  mutating func next() throws(CSVFailure) -> End {
    isEscaped = false
    fieldLine = line
    if position < bytes.count, bytes[position] == UInt8(ascii: "\"") {
      try quoted()
    } else {
      let start = position
      while position < bytes.count, !Self.endsField(bytes[position]) { position += 1 }
      field = start..<position
    }
    guard field.count <= fieldLimit else { throw CSVFailure(line: fieldLine, reason: "a value is longer than allowed") }
    guard position < bytes.count else { return .record }
    if bytes[position] == UInt8(ascii: ",") {
      position += 1
      return .comma
    }
    endLine()
    return .record
  }

  private static func endsField(_ byte: UInt8) -> Bool {
    // All three are below '-', which digits and letters are not.
    byte <= UInt8(ascii: ",") && (byte == UInt8(ascii: ",") || byte == 0x0A || byte == 0x0D)
  }

  private mutating func quoted() throws(CSVFailure) {
    let opening = line
    position += 1
    let start = position
    while position < bytes.count {
      let byte = bytes[position]
      if byte == 0x0A { line += 1 }
      guard byte == UInt8(ascii: "\"") else {
        position += 1
        continue
      }
      if position + 1 < bytes.count, bytes[position + 1] == UInt8(ascii: "\"") {
        isEscaped = true
        position += 2
        continue
      }
      field = start..<position
      position += 1
      guard position == bytes.count || Self.endsField(bytes[position]) else {
        throw CSVFailure(line: line, reason: "text follows a closing quote")
      }
      return
    }
    throw CSVFailure(line: opening, reason: "a quote is opened and not closed")
  }

  /// A line ends with LF, CR LF or CR.
  private mutating func endLine() {
    if bytes[position] == 0x0D, position + 1 < bytes.count, bytes[position + 1] == 0x0A { position += 1 }
    position += 1
    line += 1
  }
}
