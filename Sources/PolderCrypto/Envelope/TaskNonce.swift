import PolderCore

/// What a client makes for each task it sends: no two tasks share it, and each result echoes that of its task.
public struct TaskNonce: Sendable, Hashable, CustomStringConvertible {
  /// How many bytes it has.
  public static let length = 32

  let bytes: [UInt8]

  /// A new one, from the system's generator for cryptography.
  public init() { bytes = RandomBytes.make(Self.length) }

  /// The one of 32 bytes in base64 for addresses without padding; nil for any other text.
  public init?(text: String) {
    guard text.utf8.count == 43, let bytes = Base64.decode(text, padded: false) else { return nil }
    self.init(bytes: bytes)
    guard description == text else { return nil }
  }

  init?(bytes: [UInt8]) {
    guard bytes.count == Self.length else { return nil }
    self.bytes = bytes
  }

  /// The 43 letters of base64 for addresses.
  public var description: String { Base64.encodeForAddress(bytes) }
}

extension TaskNonce: Codable {
  /// Reads the text.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    guard let nonce = try Self(text: container.decode(String.self)) else {
      throw DecodingError.dataCorruptedError(in: container, debugDescription: "Not the nonce of a task.")
    }
    self = nonce
  }

  /// Writes the text.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(description)
  }
}
