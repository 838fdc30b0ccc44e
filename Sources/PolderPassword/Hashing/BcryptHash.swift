/// The text of a bcrypt hash: `$2b$`, two digits of cost, 22 characters of salt, 31 of hash; 60 in all.
public struct BcryptHash: Sendable, Hashable {
  /// The text, as databases keep it.
  public let text: String
  /// The logarithm of the number of rounds.
  public let cost: Int

  /// A hash of that text, or nil when it is none.
  public init?(_ text: String) {
    let bytes = Array(text.utf8)
    guard bytes.count == 60, bytes.starts(with: "$2".utf8), "aby".utf8.contains(bytes[2]) else { return nil }
    guard bytes[3] == Self.dollar, bytes[6] == Self.dollar, bytes[7...].allSatisfy(Self.isDigitOfHash) else {
      return nil
    }
    guard let tens = Self.decimal(bytes[4]), let ones = Self.decimal(bytes[5]) else { return nil }
    let cost = tens * 10 + ones
    guard (4...31).contains(cost) else { return nil }
    self.text = text
    self.cost = cost
  }

  /// Whether the text is a hash that Polder and the incumbent both make: `$2b$`.
  public var isCurrent: Bool { text.utf8.starts(with: "$2b$".utf8) }

  private static let dollar = UInt8(ascii: "$")

  private static func decimal(_ byte: UInt8) -> Int? {
    (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) ? Int(byte - UInt8(ascii: "0")) : nil
  }

  private static func isDigitOfHash(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "A")...UInt8(ascii: "Z"): true
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "."), UInt8(ascii: "/"): true
    default: false
    }
  }
}
