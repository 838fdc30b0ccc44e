import PolderCore
import PolderCrypto

/// How a result is sealed.
enum ResultSealing: Sendable {
  /// As base64, which everybody reads.
  case plain
  /// In the incumbent's format, for a key.
  case hybrid(PublicKey)
  /// In an envelope that answers a task.
  case envelope(EnvelopeSender, EnvelopeParty, TaskNonce, EnvelopeContext)

  /// Tells apart for whom, by whom and in answer to what it is sealed: what was sealed alike may be sent again.
  var recipient: String {
    switch self {
    case .plain: "everybody"
    case .hybrid(let key): "hybrid \(key.fingerprint)"
    case .envelope(let own, let party, let nonce, _):
      "envelope \(nonce) from \(own.key.publicKey.fingerprint) to \(party.key.fingerprint)"
    }
  }

  /// What the audit log says of it.
  var protection: ReportProtection {
    switch self {
    case .plain: .plain
    case .hybrid(let key): .sealed(.hybrid, key.fingerprint)
    case .envelope(_, let party, _, _): .sealed(.envelope, party.key.fingerprint)
    }
  }

  /// What seals it piece by piece.
  func sealer(at now: Timestamp) throws(PolderError) -> any ByteFilter {
    switch self {
    case .plain: return UnencryptedSealer()
    case .hybrid(let key): return try HybridSealer(for: key)
    case .envelope(let own, let party, let nonce, let context):
      return try EnvelopeSealer(.result, from: own, to: [party], nonce: nonce, created: now, context: context)
    }
  }

  /// The text of a result.
  func text(of bytes: [UInt8], at now: Timestamp) throws(PolderError) -> String {
    switch self {
    case .plain: return UnencryptedText.seal(bytes)
    case .hybrid(let key): return try HybridText.seal(bytes, for: key)
    case .envelope(let own, let party, let nonce, let context):
      return try Envelope.seal(
        bytes, .result, from: own, to: [party], nonce: nonce, created: now, context: context)
    }
  }
}
