import PolderCore
import Testing

@testable import PolderCrypto

struct KeyMutationTests {
  /// A text with a few characters changed, put in, taken out or doubled.
  static func mutated(_ text: String, _ generator: inout SeededNumbers) -> String {
    var characters = Array(text)
    let others = Array("-=:\n\r ABEGINDprivate/+é\u{0}")
    for _ in 0..<Int.random(in: 1...4, using: &generator) {
      let index = Int.random(in: 0..<characters.count, using: &generator)
      let other = others[Int.random(in: 0..<others.count, using: &generator)]
      switch Int.random(in: 0..<4, using: &generator) {
      case 0: characters[index] = other
      case 1: characters.insert(other, at: index)
      case 2: characters.remove(at: index)
      default: characters.insert(contentsOf: characters[index..<min(index + 70, characters.count)], at: index)
      }
    }
    return String(characters)
  }

  @Test("altered texts of public keys are an error with a code, or a key that reads back", arguments: [1, 2, 3])
  func publicKeys(seed: UInt64) throws {
    var generator = SeededNumbers(seed: seed)
    let pem = try ForeignKeys.load().pem("rsa2048-public")
    var refused = 0
    for _ in 0..<400 {
      let text = Self.mutated(pem, &generator)
      do {
        let key = try PublicKey(pem: text)
        #expect(try PublicKey(pem: key.pem) == key)
        #expect(RSALimits.allow(key.bits))
      } catch let error {
        #expect(error.code.rawValue.hasPrefix("crypto-key-"))
        refused += 1
      }
    }
    #expect(refused > 200)
  }

  @Test("altered texts of private keys are an error with a code, or the key", arguments: [4, 5])
  func privateKeys(seed: UInt64) throws {
    var generator = SeededNumbers(seed: seed)
    let pem = try ForeignKeys.load().pem("rsa2048-pkcs8")
    var refused = 0
    for _ in 0..<200 {
      let text = Self.mutated(pem, &generator)
      do {
        let key = try PrivateKey(pem: text)
        #expect(try PrivateKey(pem: key.pem).publicKey == key.publicKey)
      } catch let error {
        #expect(error.code.rawValue.hasPrefix("crypto-key-"))
        // What is said about a text that may be a key holds nothing of it.
        #expect(!text.split(separator: "\n").contains { $0.utf8.count > 40 && error.description.contains($0) })
        refused += 1
      }
    }
    #expect(refused > 100)
  }
}
