/// Reads the elements of a DER text one after the other, as far as a look at keys needs it.
struct DERReader {
  /// An integer.
  static let integer: UInt8 = 0x02
  /// A string of bits; its first byte says how many of the last are unused.
  static let bits: UInt8 = 0x03
  /// A string of bytes.
  static let bytes: UInt8 = 0x04
  /// An object identifier.
  static let identifier: UInt8 = 0x06
  /// A sequence of elements.
  static let sequence: UInt8 = 0x30

  private var rest: ArraySlice<UInt8>

  /// A reader of these bytes.
  init(_ bytes: some Sequence<UInt8>) { rest = Array(bytes)[...] }

  /// The content of the next element; nil, with nothing read, when it has another tag or is cut off.
  mutating func next(_ tag: UInt8) -> ArraySlice<UInt8>? {
    guard rest.first == tag, let first = rest.dropFirst().first else { return nil }
    var content = rest.dropFirst(2)
    var length = Int(first)
    if first >= 0x80 {
      let digits = Int(first & 0x7F)
      // Three bytes of length are more than any key needs, and can not overflow.
      guard (1...3).contains(digits), content.count >= digits else { return nil }
      length = content.prefix(digits).reduce(0) { $0 << 8 | Int($1) }
      content = content.dropFirst(digits)
    }
    guard content.count >= length else { return nil }
    rest = content.dropFirst(length)
    return content.prefix(length)
  }

  /// A reader of the elements of the next sequence.
  mutating func nextSequence() -> DERReader? { next(Self.sequence).map { DERReader($0) } }
}
