import Foundation
import PolderCore
import Testing

@testable import PolderCrypto

/// What `scripts/interop/envelope.py` made: `docs/encryption.md` says what the members mean.
struct EnvelopeVectors: Decodable {
  struct Party: Decodable {
    let organization: OrganizationID
    let key: String
  }

  struct Recipient: Decodable {
    let organization: OrganizationID
    let key: String
    let wrapped: String
  }

  struct Context: Decodable {
    let image: String?
    let collaboration: CollaborationID?
    let databases: [String]?
  }

  struct Vector: Decodable {
    let name: String
    let kind: String
    let proof: String
    let created_microseconds: Int64
    let nonce: String
    let chunk_size: Int
    let sender: Party
    let recipients: [Recipient]
    let context: Context
    let secret: String
    let prefix: String
    let commitment: String
    let content_key: String
    let header_hash: String
    let digest: String
    let plaintext: String?
    let plaintext_length: Int
    let envelope: String
  }

  struct Refused: Decodable {
    struct Case: Decodable {
      let name: String
      let code: String
      let envelope: String
    }

    let own: Party
    let sender: Party
    let kind: String
    let cases: [Case]
  }

  struct Statement: Decodable {
    let organization: OrganizationID
    let key: String
    let text: String
  }

  struct Database: Decodable {
    let label: String
    let parameters: JSONValue
    let name: String
  }

  let envelopes: [Vector]
  let refused: Refused
  let statement: Statement
  let database: Database

  static func load() throws -> EnvelopeVectors {
    try JSONDecoder().decode(EnvelopeVectors.self, from: Vectors.data("envelope-vectors.json"))
  }

  /// The private key of a name.
  static func key(_ name: String) throws -> PrivateKey {
    name == "rsa2048" ? try ForeignKeys.small() : try Vectors.load().key(name)
  }

  static func own(_ organization: OrganizationID, _ key: String) throws -> EnvelopeSender {
    EnvelopeSender(organization: organization, key: try Self.key(key))
  }
}

extension EnvelopeVectors.Vector {
  func bytes() throws -> [UInt8] { try #require(Base64.decode(envelope)) }

  func content() throws -> [UInt8] {
    guard let plaintext else { return (0..<plaintext_length).map { UInt8(truncatingIfNeeded: 7 * $0 + 3) } }
    return try #require(Base64.decode(plaintext))
  }

  func from() throws -> EnvelopeSender { try EnvelopeVectors.own(sender.organization, sender.key) }

  func bound() -> EnvelopeContext {
    EnvelopeContext(image: context.image, collaboration: context.collaboration, databases: context.databases)
  }

  func expectation() throws -> EnvelopeExpectation {
    let nonce: TaskNonce = try #require(TaskNonce(text: nonce))
    return EnvelopeExpectation(
      try #require(EnvelopeKind(rawValue: kind)), from: try from().party, nonce: nonce, context: bound())
  }
}
