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

extension ResultSealing {
  /// What the audit log says of it.
  var protection: ReportProtection {
    switch self {
    case .plain: .plain
    case .hybrid(let key): .sealed(.hybrid, key.fingerprint)
    case .envelope(_, let party, _, _): .sealed(.envelope, party.key.fingerprint)
    }
  }
}

extension RunPayloads {
  /// How the result of a run will be encrypted, as far as that is known here without asking the server: nil when it is not.
  func expectedProtection(of run: RunAssignment) -> ReportProtection? {
    guard let keys else { return run.terms == nil ? .plain : nil }
    // What can not be read now is told when the result is sealed.
    guard let recipient = run.initiator, let pin = try? keys.pins.pins[recipient] else { return nil }
    return .sealed(run.terms?.format ?? .hybrid, pin.fingerprint)
  }
}
