import CryptoExtras
import PolderCore
import Synchronization

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// Decrypts with a private key, from as many threads as there are.
///
/// What the key is read into may serve one thread at a time and takes a third of an operation to make, so one is kept:
/// who finds it in use makes another for himself, and nobody waits.
final class RSADecryptor: Sendable {
  private let der: [UInt8]
  private let kept: Mutex<_RSA.Encryption.PrivateKey?>

  /// A decryptor for a key in DER that was checked.
  init(der: [UInt8]) {
    self.der = der
    kept = Mutex(nil)
  }

  /// Decrypts one block.
  func decrypt(_ bytes: [UInt8], padding: _RSA.Encryption.Padding) throws -> [UInt8] {
    let result = try kept.withLockIfAvailable { kept in
      let key = try kept ?? _RSA.Encryption.PrivateKey(derRepresentation: der)
      kept = key
      return Array(try key.decrypt(bytes, padding: padding))
    }
    if let result { return result }
    return Array(try _RSA.Encryption.PrivateKey(derRepresentation: der).decrypt(bytes, padding: padding))
  }
}
