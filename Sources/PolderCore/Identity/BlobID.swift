/// The id of a large input or result that is kept beside the database: a UUID in small letters.
public struct BlobID: Hashable, Sendable, CustomStringConvertible {
  /// The UUID.
  public let description: String

  /// Reads a UUID as it is written, in either case; anything else is none.
  public init?(_ text: String) {
    guard text.utf8.count == 36 else { return nil }
    for (index, byte) in text.utf8.enumerated() {
      if [8, 13, 18, 23].contains(index) {
        guard byte == UInt8(ascii: "-") else { return nil }
      } else {
        let isDigit = (48...57).contains(byte) || (97...102).contains(byte) || (65...70).contains(byte)
        guard isDigit else { return nil }
      }
    }
    description = text.lowercased()
  }
}
