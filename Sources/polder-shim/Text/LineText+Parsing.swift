extension LineText {
  /// Reads what `bytes(title:)` writes; throws with the number of the line that can not be understood.
  init(_ bytes: [UInt8], title: String, name: String) throws(Failure) {
    let rows = bytes.split(separator: 0x0A, omittingEmptySubsequences: false)
    guard rows.first.map({ Array($0) == Array(title.utf8) }) == true else {
      throw Failure(.badText, "\(name), line 1: '\(title)' is expected")
    }
    guard rows.count >= 3, rows[rows.count - 2].elementsEqual("end".utf8), rows[rows.count - 1].isEmpty else {
      throw Failure(.badText, "\(name): the last line has to be 'end' with a line feed; is the file complete?")
    }
    for (index, row) in rows.enumerated().dropFirst().dropLast(2) {
      let where_ = "\(name), line \(index + 1)"
      guard let equals = row.firstIndex(of: UInt8(ascii: "=")) else {
        throw Failure(.badText, "\(where_): key=value is expected")
      }
      guard let key = String(validating: row[..<equals], as: UTF8.self),
        let value = try Self.unescaped(row[(equals + 1)...], where_)
      else { throw Failure(.badText, "\(where_): not UTF-8, or a byte 0") }
      add(key, value)
    }
  }

  private static func unescaped(_ bytes: ArraySlice<UInt8>, _ place: String) throws(Failure) -> String? {
    var result: [UInt8] = []
    result.reserveCapacity(bytes.count)
    var rest = bytes
    while let byte = rest.popFirst() {
      guard byte != 0 else { return nil }
      guard byte == UInt8(ascii: "\\") else {
        result.append(byte)
        continue
      }
      switch rest.popFirst() {
      case UInt8(ascii: "\\"): result.append(byte)
      case UInt8(ascii: "n"): result.append(0x0A)
      case UInt8(ascii: "r"): result.append(0x0D)
      default: throw Failure(.badText, "\(place): after a backslash only \\, n or r may follow")
      }
    }
    return String(validating: result, as: UTF8.self)
  }
}
