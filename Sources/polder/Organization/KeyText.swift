import PolderCore
import PolderCrypto

/// What is shown of a public key.
enum KeyText {
  /// The fingerprint of a key as the server gives it; nil where there is none, or none that can be read.
  static func fingerprint(_ encoded: String) -> String? {
    guard !encoded.isEmpty else { return nil }
    do {
      return try PublicKey(encoded: encoded).fingerprint.description
    } catch {
      return "(not a key: \(error.message))"
    }
  }
}
