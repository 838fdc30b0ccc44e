import PolderCore
import PolderCrypto

/// Tells the audit log what becomes of the keys of organizations.
struct KeyAudit: Sendable {
  let note: @Sendable (NodeAuditEvent) -> Void

  init(_ note: @escaping @Sendable (NodeAuditEvent) -> Void = { _ in }) { self.note = note }

  /// Changes pins, or looks at them, and tells of each that is new or another one.
  func update<Value: Sendable>(
    _ file: KeyPinFile, _ body: (inout KeyPins) throws(PolderError) -> Value
  ) throws(PolderError) -> Value {
    let (value, pinned) = try file.update { (pins) throws(PolderError) -> (Value, [PinnedKey]) in
      let before = pins
      let value = try body(&pins)
      return (value, pins.all.filter { before[$0.organization]?.key != $0.key })
    }
    for pin in pinned { note(.keyPinned(pin.organization, fingerprint: pin.fingerprint.description)) }
    return value
  }

  /// Tells of those keys that the server gave and that are not the pinned ones.
  func noteChanged(_ offered: [(organization: OrganizationID, key: PublicKey)], pins: KeyPins) {
    for (organization, key) in offered {
      guard let pin = pins[organization], pin.key != key else { continue }
      note(
        .keyChanged(
          organization, pinned: pin.fingerprint.description, offered: key.fingerprint.description))
    }
  }
}
