extension Timestamp {
  /// ISO 8601 without a zone, as the wire has it; the fraction is left out when it is zero.
  public var wireText: String { text(separator: UInt8(ascii: "T"), fractionAlways: false) }

  /// A space between date and time and always six digits of fraction, as the incumbent writes it into SQLite.
  public var databaseText: String { text(separator: UInt8(ascii: " "), fractionAlways: true) }

  private func text(separator: UInt8, fractionAlways: Bool) -> String {
    let civil = CivilTime(self)
    // A list of tasks has dozens of them, so the digits are laid out in place.
    return String(unsafeUninitializedCapacity: 48) { room in
      var end = 0
      func put(_ byte: UInt8) {
        room[end] = byte
        end += 1
      }
      func put(_ number: Int, _ width: Int) {
        var (rest, digits) = (number.magnitude, 1)
        while rest >= 10 { (rest, digits) = (rest / 10, digits + 1) }
        if number < 0 { put(UInt8(ascii: "-")) }
        let places = max(width - (number < 0 ? 1 : 0), digits)
        rest = number.magnitude
        for place in stride(from: end + places - 1, through: end, by: -1) {
          room[place] = UInt8(ascii: "0") + UInt8(rest % 10)
          rest /= 10
        }
        end += places
      }
      put(civil.year, 4)
      put(UInt8(ascii: "-"))
      put(civil.month, 2)
      put(UInt8(ascii: "-"))
      put(civil.day, 2)
      put(separator)
      put(civil.hour, 2)
      put(UInt8(ascii: ":"))
      put(civil.minute, 2)
      put(UInt8(ascii: ":"))
      put(civil.second, 2)
      guard fractionAlways || civil.microsecond != 0 else { return end }
      put(UInt8(ascii: "."))
      put(civil.microsecond, 6)
      return end
    }
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
