import Crypto
import PolderCore

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// What a public key is compared by: `SHA256:` and the SHA-256 of its DER SubjectPublicKeyInfo in base64, without padding.
public struct KeyFingerprint: Sendable, Hashable {
  private static let prefix = "SHA256:"

  /// The 32 bytes of the hash.
  public let digest: [UInt8]

  /// The fingerprint of a key in DER.
  init(der: [UInt8]) { digest = Array(SHA256.hash(data: der)) }

  /// A fingerprint as it is printed; nil when the text is none.
  public init?(text: String) {
    guard text.hasPrefix(Self.prefix),
      let digest = Base64.decode(text.utf8.dropFirst(Self.prefix.utf8.count), padded: false),
      digest.count == SHA256.byteCount
    else { return nil }
    self.digest = digest
    // One fingerprint has one text: other alphabets, padding and stray bits are refused.
    guard description == text else { return nil }
  }
}

extension KeyFingerprint: CustomStringConvertible {
  /// For instance `SHA256:` and 43 characters.
  public var description: String { Self.prefix + Base64.encode(digest).prefix { $0 != "=" } }
}

extension KeyFingerprint: Codable {
  /// Takes the printed form.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    guard let fingerprint = KeyFingerprint(text: try container.decode(String.self)) else {
      throw DecodingError.dataCorruptedError(in: container, debugDescription: "This is no fingerprint of a key.")
    }
    self = fingerprint
  }

  /// Writes the printed form.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(description)
  }
}
