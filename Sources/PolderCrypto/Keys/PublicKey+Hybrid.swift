import CryptoExtras
import PolderCore

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

extension PublicKey {
  /// Encrypts a few bytes with RSA PKCS#1 v1.5, as the incumbent's format wants it and nothing else should.
  func wrapForHybrid(_ bytes: [UInt8]) throws(PolderError) -> [UInt8] {
    do {
      let key = try _RSA.Encryption.PublicKey(derRepresentation: der)
      return Array(try key.encrypt(bytes, padding: ._WEAK_AND_INSECURE_PKCS_V1_5))
    } catch {
      throw KeyFailure.operation("RSA encryption failed.", cause: error)
    }
  }
}
