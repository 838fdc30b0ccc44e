import Crypto
import CryptoExtras
import PolderCore

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

extension PublicKey {
  /// Encrypts a few bytes for this key with RSA-OAEP, SHA-256 and no label; each time the result is another.
  func wrap(_ key: [UInt8]) throws(PolderError) -> [UInt8] {
    do {
      let encryption = try _RSA.Encryption.PublicKey(derRepresentation: der)
      return Array(try encryption.encrypt(key, padding: .PKCS1_OAEP_SHA256))
    } catch {
      throw KeyFailure.operation("RSA-OAEP encryption failed.", cause: error)
    }
  }

  /// Whether the owner of this key signed these bytes, with RSA-PSS, SHA-256 and a salt as long as the hash.
  func verify(_ signature: [UInt8], of bytes: [UInt8]) throws(PolderError) -> Bool {
    do {
      let signing = try _RSA.Signing.PublicKey(derRepresentation: der)
      return signing.isValidSignature(
        _RSA.Signing.RSASignature(rawRepresentation: signature), for: SHA256.hash(data: bytes), padding: .PSS)
    } catch {
      throw KeyFailure.operation("The signature could not be checked.", cause: error)
    }
  }
}
