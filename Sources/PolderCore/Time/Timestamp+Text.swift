extension Timestamp {
  /// ISO 8601 without a zone, as the wire has it; the fraction is left out when it is zero.
  public var wireText: String { text(separator: "T", fractionAlways: false) }

  /// A space between date and time and always six digits of fraction, as the incumbent writes it into SQLite.
  public var databaseText: String { text(separator: " ", fractionAlways: true) }

  private func text(separator: Character, fractionAlways: Bool) -> String {
    let civil = CivilTime(self)
    var text = "\(Self.padded(civil.year, 4))-\(Self.padded(civil.month, 2))-\(Self.padded(civil.day, 2))\(separator)"
    text += "\(Self.padded(civil.hour, 2)):\(Self.padded(civil.minute, 2)):\(Self.padded(civil.second, 2))"
    if fractionAlways || civil.microsecond != 0 { text += ".\(Self.padded(civil.microsecond, 6))" }
    return text
  }

  private static func padded(_ number: Int, _ width: Int) -> String {
    let digits = String(number)
    return digits.count >= width ? digits : String(repeating: "0", count: width - digits.count) + digits
  }

  /// Reads any ISO 8601 date and time: `T` or space, an optional fraction, an optional zone (none means UTC), or a
  /// bare date, which means its midnight. Anything else is nil.
  public init?(text: String) {
    guard let civil = CivilTime(text: text), let moment = civil.timestamp else { return nil }
    self = moment
  }

  /// Whether a text is a date without a time.
  public static func isBareDate(_ text: String) -> Bool { text.utf8.count == 10 }
}

extension Timestamp: Codable, CustomStringConvertible {
  /// Reads the wire's text.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    let text = try container.decode(String.self)
    guard let moment = Timestamp(text: text) else {
      throw DecodingError.dataCorruptedError(in: container, debugDescription: "Not a date and time: \(text.prefix(64))")
    }
    self = moment
  }

  /// Writes the wire's text.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(wireText)
  }

  /// The wire's text.
  public var description: String { wireText }
}
