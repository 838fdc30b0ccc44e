extension PublicKey: Codable {
  /// Takes the PEM text.
  public init(from decoder: any Decoder) throws {
    try self.init(pem: decoder.singleValueContainer().decode(String.self))
  }

  /// Writes the PEM text.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(pem)
  }
}
