import Crypto
import CryptoExtras
import PolderCore

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

extension PrivateKey {
  /// Decrypts what was encrypted for this key with RSA-OAEP, SHA-256 and no label.
  func unwrap(_ bytes: [UInt8]) throws(PolderError) -> [UInt8] {
    do {
      return try decryptor.decrypt(bytes, padding: .PKCS1_OAEP_SHA256)
    } catch {
      throw HybridFailure.wrongKey(publicKey)
    }
  }

  /// Signs bytes with RSA-PSS, SHA-256 and a salt as long as the hash; each time the result is another.
  func sign(_ bytes: [UInt8]) throws(PolderError) -> [UInt8] {
    do {
      return Array(try signing.signature(for: SHA256.hash(data: bytes), padding: .PSS).rawRepresentation)
    } catch {
      throw KeyFailure.operation("The bytes could not be signed.", cause: error)
    }
  }
}
