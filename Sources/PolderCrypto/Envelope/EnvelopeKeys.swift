import Crypto
import PolderCore

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// What comes of the secret that an envelope wraps.
///
/// A commitment in the header makes all recipients read the same: AES-GCM alone lets a sender make one ciphertext that two
/// keys open to different texts.
struct EnvelopeKeys: Sendable {
  let content: SymmetricKey
  let commitment: [UInt8]

  init(secret: [UInt8]) {
    let input = SymmetricKey(data: secret)
    content = Self.derived(input, EnvelopeForm.contentDomain)
    commitment = Self.derived(input, EnvelopeForm.commitmentDomain).withUnsafeBytes { Array($0) }
  }

  private static func derived(_ input: SymmetricKey, _ domain: [UInt8]) -> SymmetricKey {
    HKDF<SHA256>.deriveKey(inputKeyMaterial: input, info: domain, outputByteCount: EnvelopeForm.secretLength)
  }
}
