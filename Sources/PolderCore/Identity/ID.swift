/// The number of a row, which cannot be mistaken for the number of another kind of row.
public struct ID<Entity>: RawRepresentable, Hashable, Sendable, Comparable, Codable, CustomStringConvertible {
  /// The number, as in the database and on the wire.
  public let rawValue: Int64

  /// The id with that number.
  public init(rawValue: Int64) { self.rawValue = rawValue }

  /// The id with that number.
  public init(_ number: Int64) { rawValue = number }

  /// Reads a JSON integer.
  public init(from decoder: any Decoder) throws {
    rawValue = try decoder.singleValueContainer().decode(Int64.self)
  }

  /// Writes a JSON integer.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(rawValue)
  }

  /// Whether one number is below the other.
  public static func < (left: Self, right: Self) -> Bool { left.rawValue < right.rawValue }

  /// The number in decimal digits.
  public var description: String { String(rawValue) }
}
