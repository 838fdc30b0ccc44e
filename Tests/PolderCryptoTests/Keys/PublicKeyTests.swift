import Foundation
import PolderCore
import Testing

@testable import PolderCrypto

struct PublicKeyTests {
  @Test("keys of the incumbent read and write byte for byte", arguments: ["orgA", "orgB"])
  func recorded(organization: String) throws {
    let recorded = try #require(Vectors.load().keys[organization])
    let key = try PublicKey(pem: recorded.public_key_pem)
    #expect(key.pem == recorded.public_key_pem)
    #expect(key.encoded == recorded.public_key_str_base64_of_pem)
    #expect(key.bits == 4096)
    #expect(try PublicKey(encoded: recorded.public_key_str_base64_of_pem) == key)
    #expect(try PrivateKey(pem: recorded.private_key_pem).publicKey == key)
  }

  @Test("fingerprints are those that others compute", arguments: ["orgA", "orgB", "rsa2048"])
  func fingerprints(name: String) throws {
    let foreign = try ForeignKeys.load()
    let pem = try Vectors.load().keys[name]?.private_key_pem ?? foreign.pem(name)
    let key = try PrivateKey(pem: pem).publicKey
    #expect(key.fingerprint.description == foreign.fingerprints[name])
    #expect(key.description == "RSA \(key.bits) \(key.fingerprint)")
  }

  @Test("one key is one value, however its text is written")
  func forms() throws {
    let foreign = try ForeignKeys.load()
    let pem = try foreign.pem("rsa2048-public")
    let key = try PublicKey(pem: pem)
    let others = [
      pem.replacing("\n", with: "\r\n"), String(pem.dropLast()), "Bag Attributes: none\n\(pem)\nand more",
      pem.replacing("\n", with: " \n"), try foreign.pem("rsa2048-public-pkcs1"),
    ]
    for other in others {
      #expect(try PublicKey(pem: other) == key)
      #expect(try PublicKey(pem: other).pem == pem)
    }
  }

  @Test(
    "what is no public RSA key of a good length is told apart",
    arguments: [
      ("rsa2048", "crypto-key-not-public"), ("rsa2048-pkcs8", "crypto-key-not-public"),
      ("rsa2048-encrypted", "crypto-key-not-public"), ("ec-public", "crypto-key-not-rsa"),
      ("ed25519-public", "crypto-key-not-rsa"), ("rsa1024-public", "crypto-key-length"),
    ] as [(String, PolderError.Code)])
  func others(name: String, code: PolderError.Code) throws {
    let pem = try ForeignKeys.load().pem(name)
    let error = try refusal { _ = try PublicKey(pem: pem) }
    #expect(error.code == code)
    #expect(error.nextStep != nil)
    let encoded = try refusal { _ = try PublicKey(encoded: Base64.encode(pem.utf8)) }
    #expect(encoded.code == code)
  }

  @Test("an organization without a key is told apart from one with a bad key")
  func missing() throws {
    #expect(try refusal { _ = try PublicKey(encoded: "") }.code == "crypto-key-missing")
    #expect(try refusal { _ = try PublicKey(pem: "") }.code == "crypto-key-missing")
    for odd in ["x", "AAA=", "<html><body>502 Bad Gateway</body></html>", "====", "\u{0}"] {
      #expect(try refusal { _ = try PublicKey(encoded: odd) }.code.rawValue.hasPrefix("crypto-key-"), "\(odd)")
      #expect(try refusal { _ = try PublicKey(pem: odd) }.code == "crypto-key-unreadable", "\(odd)")
    }
    let certificate = "-----BEGIN CERTIFICATE-----\nQUJD\n-----END CERTIFICATE-----\n"
    let error = try refusal { _ = try PublicKey(pem: certificate) }
    #expect(error.code == "crypto-key-unreadable")
    #expect(error.message.contains("CERTIFICATE"))
  }

  @Test("a text that is longer than any key is not even looked at")
  func long() throws {
    let pem = try ForeignKeys.load().pem("rsa2048-public")
    let long = pem + String(repeating: "\n", count: PEMBlock.maximumLength)
    #expect(try refusal { _ = try PublicKey(pem: long) }.code == "crypto-key-unreadable")
    let encoded = String(repeating: "A", count: 3 * PEMBlock.maximumLength)
    #expect(try refusal { _ = try PublicKey(encoded: encoded) }.code == "crypto-key-unreadable")
  }

  @Test("a damaged key is an error or another key, and never this one")
  func damaged() throws {
    let key = try PublicKey(pem: ForeignKeys.load().pem("rsa2048-public"))
    var refused = 0
    for index in key.der.indices {
      for bit in [0x01, 0x80] as [UInt8] {
        var der = key.der
        der[index] ^= bit
        do {
          #expect(try PublicKey(pem: PEMBlock.text(label: "PUBLIC KEY", der: der)) != key)
        } catch let error {
          refused += 1
          #expect(error.code.rawValue.hasPrefix("crypto-key-"), "\(index)")
        }
      }
      let cut = PEMBlock.text(label: "PUBLIC KEY", der: Array(key.der[..<index]))
      #expect(throws: PolderError.self, "\(index)") { try PublicKey(pem: cut) }
    }
    #expect(refused > 20)
  }

  @Test("a key is written as its PEM text and read back; another text is refused")
  func codable() throws {
    let key = try PublicKey(pem: ForeignKeys.load().pem("rsa2048-public"))
    let json = try JSONEncoder().encode([key])
    #expect(try JSONDecoder().decode([String].self, from: json) == [key.pem])
    #expect(try JSONDecoder().decode([PublicKey].self, from: json) == [key])
    #expect(throws: (any Error).self) { try JSONDecoder().decode([PublicKey].self, from: Data(#"["x"]"#.utf8)) }
  }
}
