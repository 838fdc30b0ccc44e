import PolderCore

extension KeyPins: Codable {
  private enum CodingKeys: String, CodingKey {
    case version
    case pins
  }

  private static let version = 1

  /// Reads the object of a file with pins.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    let version = try container.decode(Int.self, forKey: .version)
    guard version == Self.version else {
      throw DecodingError.dataCorruptedError(
        forKey: .version, in: container, debugDescription: "Pins of version \(version) are not known here.")
    }
    let listed = try container.decode([PinnedKey].self, forKey: .pins)
    self.init()
    for pin in listed {
      guard self[pin.organization] == nil else {
        throw DecodingError.dataCorruptedError(
          forKey: .pins, in: container, debugDescription: "Organization \(pin.organization) is pinned twice.")
      }
      try put(pin)
    }
  }

  /// Writes the version and the pins in the order of the organizations' ids.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(Self.version, forKey: .version)
    try container.encode(all, forKey: .pins)
  }
}
