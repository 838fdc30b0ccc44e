import PolderClient
import PolderCore
import PolderCrypto

/// What the article about encryption shows is compiled here, line for line, and never run.
enum EncryptingSnippets {
  static func encrypt(_ client: UserClient, organization: OrganizationID, told: KeyFingerprint) async throws {
    let pins = try KeyPinFile(file: "pins.json")
    try await client.setupEncryption(privateKeyFile: "private_key.pem", pins: pins)

    let fingerprint = try await client.util.generatePrivateKey(file: "private_key.pem", pins: pins)
    print("tell the others, by telephone:", fingerprint)

    try pins.update { (pins) throws(PolderError) in
      try pins.confirm(organization, fingerprint: told, acceptsEnvelopes: true)
    }
  }

  static func require(_ client: UserClient, pins: KeyPinFile) async throws {
    try await client.setupEncryption(privateKeyFile: "private_key.pem", pins: pins, rule: .require)
  }
}
