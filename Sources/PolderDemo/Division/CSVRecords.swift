import PolderCore

/// The records of a file of comma-separated values as they stand in it, quotes respected.
struct CSVRecords {
  let header: ArraySlice<UInt8>
  let records: [ArraySlice<UInt8>]

  init(_ bytes: [UInt8], path: String) throws {
    var lines: [ArraySlice<UInt8>] = []
    var start = bytes.startIndex
    var isQuoted = false
    for (index, byte) in bytes.enumerated() {
      if byte == UInt8(ascii: "\"") { isQuoted.toggle() }
      guard byte == UInt8(ascii: "\n"), !isQuoted else { continue }
      lines.append(Self.trimmed(bytes[start..<index]))
      start = index + 1
    }
    lines.append(Self.trimmed(bytes[start...]))
    lines.removeAll(where: \.isEmpty)
    guard let first = lines.first, lines.count > 1 else {
      throw PolderError("demo-no-rows", "The data has no rows.", object: path, nextStep: "Name a file with rows.")
    }
    header = first
    records = Array(lines.dropFirst())
  }

  private static func trimmed(_ line: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    line.last == UInt8(ascii: "\r") ? line.dropLast() : line
  }

  /// The file that holds some of the records.
  func file(of indices: [Int]) -> [UInt8] {
    var bytes = Array(header)
    bytes.append(UInt8(ascii: "\n"))
    for index in indices {
      bytes.append(contentsOf: records[index])
      bytes.append(UInt8(ascii: "\n"))
    }
    return bytes
  }
}
