import Crypto
import CryptoExtras
import Foundation
import PolderCore

/// The public key of an organization as requests carry it: base64 of a PEM text (deviation 37).
enum PublicKeyText {
  /// The bytes of the PEM text, once it is proved to be an RSA key of 2048 to 16384 bits.
  static func bytes(_ base64: String) throws(RequestRefusal) -> [UInt8] {
    guard base64.utf8.count <= 24_000 else { throw refusal("is too long") }
    guard let bytes = Base64.decode(base64) else { throw refusal("is not base64") }
    guard let text = String(validating: bytes, as: UTF8.self), text.utf8.allSatisfy({ $0 < 0x80 && $0 != 0 }) else {
      throw refusal("is not the text of a PEM file")
    }
    // What stands beside the key would be stored and handed out with it.
    guard text.ranges(of: "-----BEGIN").count == 1, !text.contains("PRIVATE") else {
      throw refusal("does not hold exactly one public key")
    }
    do {
      let key = try _RSA.Encryption.PublicKey(pemRepresentation: text)
      guard (2_048...16_384).contains(key.keySizeInBits) else { throw refusal("has not 2048 to 16384 bits") }
    } catch let refusal as RequestRefusal {
      throw refusal
    } catch {
      throw refusal("is not an RSA key of at least 2048 bits in PEM")
    }
    return bytes
  }

  /// The SHA-256 of a key's bytes as hexadecimal digits, by which a replaced key stays known.
  static func fingerprint(_ bytes: [UInt8]) -> String {
    SHA256.hash(data: Data(bytes)).map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
  }

  private static func refusal(_ reason: String) -> RequestRefusal {
    RequestRefusal(
      400, "The public key \(reason). Send the base64 of the PEM text of an RSA public key of at least 2048 bits.",
      code: "public-key-incorrect")
  }
}
