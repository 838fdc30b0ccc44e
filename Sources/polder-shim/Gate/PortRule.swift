/// Whose the connections at a port of the tunnel are: what a file of the folder `ports` says.
struct PortRule: Equatable {
  /// The ports that can be opened.
  static let ports: ClosedRange<UInt16> = 1024...65535
  /// The most bytes that a file may have.
  static let mostBytes = 128

  /// The name of the run.
  let name: String
  /// The port of its algorithm.
  let port: UInt16

  /// Reads `NAME PORT` and a line feed; nil for anything else.
  init?(_ bytes: [UInt8]) {
    guard bytes.last == 0x0A else { return nil }
    let words = bytes.dropLast().split(separator: 0x20, omittingEmptySubsequences: false)
    guard words.count == 2, (1...64).contains(words[0].count), words[0].allSatisfy(Self.isNameByte),
      let port = UInt16(decimal: String(decoding: words[1], as: UTF8.self)), port > 0
    else { return nil }
    name = String(decoding: words[0], as: UTF8.self)
    self.port = port
  }

  private static func isNameByte(_ byte: UInt8) -> Bool {
    byte.isDigit || byte == UInt8(ascii: "-") || (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte.lowercased)
  }
}
