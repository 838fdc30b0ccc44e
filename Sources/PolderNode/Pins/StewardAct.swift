import PolderCore
import PolderCrypto

/// What a data steward does with pinned keys, as the audit log tells it.
enum StewardAct: Sendable, Hashable {
  /// A key was compared and is pinned; `former` is another one that made room.
  case pinned(PinnedKey, former: KeyFingerprint?)
  /// A key is not known any more.
  case forgotten(PinnedKey)

  /// The entry.
  func record(by steward: String, at moment: Timestamp) -> AuditRecord {
    AuditRecord(
      time: moment, principal: "steward:" + AuditRecord.cut(steward, 128), operation: operation,
      object: "organization/\(pin.organization)", details: details)
  }

  private var pin: PinnedKey {
    switch self {
    case .pinned(let pin, _), .forgotten(let pin): pin
    }
  }

  private var operation: String {
    switch self {
    case .pinned: "PinKey"
    case .forgotten: "ForgetKey"
    }
  }

  private var details: [String: String] {
    var details = ["fingerprint": pin.fingerprint.description, "accepts_envelopes": "\(pin.acceptsEnvelopes)"]
    details["confirmed"] = "\(pin.isConfirmed)"
    if case .pinned(_, let former?) = self, former != pin.fingerprint {
      details["former_fingerprint"] = former.description
    }
    return details
  }
}
