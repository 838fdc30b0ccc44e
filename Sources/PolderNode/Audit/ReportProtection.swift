import PolderCore
import PolderCrypto

/// How the result that leaves with a report is encrypted, and for which key.
enum ReportProtection: Sendable, Hashable {
  /// Not at all.
  case plain
  /// In one of the formats, for the key with this fingerprint.
  case sealed(EncryptionFormat, KeyFingerprint)

  /// What the entry says of it.
  var details: [String: String] {
    switch self {
    case .plain: ["encryption": "none"]
    case .sealed(let format, let fingerprint):
      ["encryption": format.rawValue, "recipient_fingerprint": fingerprint.description]
    }
  }
}
