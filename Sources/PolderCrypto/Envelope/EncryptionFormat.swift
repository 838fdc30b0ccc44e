/// How a payload is encrypted.
public enum EncryptionFormat: String, Codable, Sendable, Hashable, CaseIterable {
  /// The incumbent's format: readable by all, signed by nobody.
  case hybrid
  /// The authenticated envelope.
  case envelope

  /// The format of a text.
  public init(of text: String) { self = Envelope.isEnvelope(text) ? .envelope : .hybrid }

  /// The format of bytes, or of the first eight of them.
  public init(of bytes: [UInt8]) { self = Envelope.isEnvelope(bytes) ? .envelope : .hybrid }
}
