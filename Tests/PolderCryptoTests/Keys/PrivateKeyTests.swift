import PolderCore
import Testing

@testable import PolderCrypto

struct PrivateKeyTests {
  @Test("keys of the incumbent read and write byte for byte", arguments: ["orgA", "orgB"])
  func recorded(organization: String) throws {
    let recorded = try #require(Vectors.load().keys[organization])
    let key = try PrivateKey(pem: recorded.private_key_pem)
    #expect(key.pem == recorded.private_key_pem)
    #expect(key.publicKey.pem == recorded.public_key_pem)
    #expect(key.blockLength == 512)
  }

  @Test("both forms without a password are read, and give the same key")
  func forms() throws {
    let foreign = try ForeignKeys.load()
    let pem = try foreign.pem("rsa2048")
    for other in [try foreign.pem("rsa2048-pkcs8"), pem.replacing("\n", with: "\r\n"), "# my key\n" + pem] {
      #expect(try PrivateKey(pem: other).pem == pem)
    }
    #expect(try PrivateKey(pem: pem).publicKey == PublicKey(pem: foreign.pem("rsa2048-public")))
  }

  @Test(
    "what is no private RSA key without a password is told apart",
    arguments: [
      ("rsa2048-encrypted", "crypto-key-encrypted"), ("rsa2048-encrypted-pkcs8", "crypto-key-encrypted"),
      ("ec", "crypto-key-not-rsa"), ("ec-pkcs8", "crypto-key-not-rsa"), ("ed25519", "crypto-key-not-rsa"),
      ("openssh", "crypto-key-not-rsa"), ("rsa2048-public", "crypto-key-not-private"),
      ("rsa2048-public-pkcs1", "crypto-key-not-private"), ("ec-public", "crypto-key-not-private"),
      ("rsa1024", "crypto-key-length"),
    ] as [(String, PolderError.Code)])
  func others(name: String, code: PolderError.Code) throws {
    let pem = try ForeignKeys.load().pem(name)
    let error = try refusal { _ = try PrivateKey(pem: pem) }
    #expect(error.code == code)
    #expect(error.nextStep != nil)
    // Not one line of the key is in the message.
    for line in pem.split(separator: "\n") where line.utf8.count >= 32 && !line.hasPrefix("-----") {
      #expect(!error.description.contains(line))
    }
  }

  @Test("a text that is no PEM, or longer than any key, is refused")
  func odd() throws {
    let pem = try ForeignKeys.load().pem("rsa2048")
    let long = pem + String(repeating: " ", count: PEMBlock.maximumLength)
    for odd in ["", "x", "-----BEGIN RSA PRIVATE KEY-----", String(pem.dropLast(20)), long] {
      #expect(try refusal { _ = try PrivateKey(pem: odd) }.code == "crypto-key-unreadable")
    }
  }

  @Test("a damaged key is an error, or still the key of a pair that fits")
  func damaged() throws {
    let key = try ForeignKeys.small()
    var refused = 0
    for index in stride(from: 0, to: key.der.count, by: 7) {
      var der = key.der
      der[index] ^= 0x10
      do {
        let other = try PrivateKey(pem: PEMBlock.text(label: "RSA PRIVATE KEY", der: der))
        let wrapped = try other.publicKey.wrap([1, 2, 3])
        #expect(try other.unwrap(wrapped) == [1, 2, 3], "\(index)")
      } catch let error {
        refused += 1
        #expect(error.code.rawValue.hasPrefix("crypto-"), "\(index)")
      }
    }
    #expect(refused > key.der.count / 7 / 2)
  }

  @Test("a new key is another every time, and reads back")
  func generate() throws {
    let keys = try (0..<2).map { _ in try PrivateKey.generate(bits: 2048) }
    #expect(keys[0].publicKey != keys[1].publicKey)
    for key in keys {
      #expect(key.publicKey.bits == 2048)
      #expect(key.pem.hasPrefix("-----BEGIN RSA PRIVATE KEY-----\n"))
      #expect(try PrivateKey(pem: key.pem).publicKey == key.publicKey)
    }
  }

  @Test("keys of other lengths are not made", arguments: [-1, 0, 512, 1024, 2047, 2049, 2052, 8200, 1 << 40])
  func lengths(bits: Int) throws {
    #expect(try refusal { _ = try PrivateKey.generate(bits: bits) }.code == "crypto-key-length")
  }

  @Test("a key prints as hidden, wherever it is printed from")
  func hidden() throws {
    struct Holder {
      let key: PrivateKey
    }
    let key = try ForeignKeys.small()
    var dumped = ""
    dump(Holder(key: key), to: &dumped)
    let texts = [
      "\(key)", String(reflecting: key), "\(Holder(key: key))", String(reflecting: Holder(key: key)), "\([key])",
      "\(String(describing: key as PrivateKey?))", dumped,
    ]
    for text in texts {
      #expect(text.contains("hidden"))
      #expect(!text.contains("[48, "))
      for line in key.pem.split(separator: "\n") { #expect(!text.contains(line)) }
    }
    #expect(Mirror(reflecting: key).children.isEmpty)
  }
}
