public import PolderCore

/// The pinned keys of the organizations at one server. Where they are kept, `KeyPinFile` says.
///
/// The first key that is seen for an organization is taken to be its own; each later one has to be the same. A pin is
/// changed by a person's word alone, never by what the server says.
public struct KeyPins: Sendable, Hashable {
  /// For how many organizations keys are kept.
  public static let limit = 10_000

  private var pins: [OrganizationID: PinnedKey] = [:]

  /// No pins.
  public init() {}

  /// All pins, in the order of the organizations' ids.
  public var all: [PinnedKey] { pins.values.sorted { $0.organization < $1.organization } }

  /// The pin of an organization.
  public subscript(organization: OrganizationID) -> PinnedKey? { pins[organization] }

  /// The pin of an organization that has to have one.
  /// - Throws: `PolderError` `key-unknown`
  public func pin(of organization: OrganizationID) throws(PolderError) -> PinnedKey {
    guard let pin = pins[organization] else {
      throw PolderError(
        .keyUnknown, "No key is pinned for the organization.", object: "organization \(organization)",
        nextStep: "Fetch its public key from the server and compare the fingerprint with one from the organization.")
    }
    return pin
  }

  /// Holds a key that the server gave against the pin; where there is none, the key becomes the pin.
  /// - Parameters:
  ///   - key: the key that was given
  ///   - organization: the organization whose it is said to be
  ///   - now: the present moment
  /// - Returns: the pin
  /// - Throws: `PolderError` `key-changed`, with both fingerprints
  public mutating func check(
    _ key: PublicKey, of organization: OrganizationID, now: Timestamp
  ) throws(PolderError) -> PinnedKey {
    guard let pin = pins[organization] else {
      let pin = PinnedKey(organization: organization, key: key, firstSeen: now)
      try put(pin)
      return pin
    }
    guard pin.key == key else { throw Self.changed(pin, to: key) }
    return pin
  }

  /// Says that a person compared the fingerprint of a pin with one that came from the organization itself.
  /// - Parameters:
  ///   - organization: the organization
  ///   - fingerprint: the fingerprint that the organization named
  ///   - acceptsEnvelopes: whether it said that it reads envelopes; nil leaves that as it is
  /// - Returns: the pin
  /// - Throws: `PolderError` `key-unknown`, `key-fingerprint-differs`
  @discardableResult
  public mutating func confirm(
    _ organization: OrganizationID, fingerprint: KeyFingerprint, acceptsEnvelopes: Bool? = nil
  ) throws(PolderError) -> PinnedKey {
    let pin = try pin(of: organization)
    guard pin.fingerprint == fingerprint else {
      throw PolderError(
        .keyFingerprintDiffers,
        "The fingerprint \(fingerprint) is not that of the pinned key, which is \(pin.fingerprint).",
        object: "organization \(organization)",
        nextStep: "Ask the organization again. If it names this fingerprint for certain, the pinned key is not its "
          + "own: replace it by the one that is, and ask the server's operator where the other came from.")
    }
    let confirmed = pin.with(isConfirmed: true, acceptsEnvelopes: acceptsEnvelopes)
    try put(confirmed)
    return confirmed
  }

  /// Puts a key in the place of a pin, or pins it where there is none, on a person's word.
  ///
  /// What is known about envelopes stays unless told otherwise: a new key is no reason to fall back.
  /// - Parameters:
  ///   - organization: the organization
  ///   - key: its key from now on
  ///   - now: the present moment
  ///   - isConfirmed: whether the fingerprint came from the organization itself
  ///   - acceptsEnvelopes: whether it reads envelopes; nil leaves that as it is
  /// - Returns: the pin
  /// - Throws: `PolderError` `key-pins-full`
  @discardableResult
  public mutating func replace(
    _ organization: OrganizationID, with key: PublicKey, now: Timestamp, isConfirmed: Bool,
    acceptsEnvelopes: Bool? = nil
  ) throws(PolderError) -> PinnedKey {
    let former = pins[organization]
    let pin = PinnedKey(
      organization: organization, key: key, firstSeen: former?.key == key ? former?.firstSeen ?? now : now,
      isConfirmed: isConfirmed, acceptsEnvelopes: acceptsEnvelopes ?? former?.acceptsEnvelopes ?? false)
    try put(pin)
    return pin
  }

  /// Forgets the pin of an organization: the next key that is seen is pinned anew.
  public mutating func remove(_ organization: OrganizationID) { pins[organization] = nil }

  /// Takes an organization's own word about the formats it reads. It adds, and never takes away.
  /// - Parameter statement: a statement, as it came from anywhere
  /// - Returns: the pin
  /// - Throws: `PolderError` `key-unknown`, `key-statement-forged`
  @discardableResult
  public mutating func learn(_ statement: KeyStatement) throws(PolderError) -> PinnedKey {
    let pin = try pin(of: statement.organization)
    try statement.verify(against: pin)
    let learnt = pin.with(acceptsEnvelopes: pin.acceptsEnvelopes || statement.formats.contains(.envelope))
    try put(learnt)
    return learnt
  }

  mutating func put(_ pin: PinnedKey) throws(PolderError) {
    guard pins[pin.organization] != nil || pins.count < Self.limit else {
      throw PolderError(
        .keyPinsFull, "Keys of 10,000 organizations are pinned; no server has so many.",
        object: "organization \(pin.organization)", nextStep: "Remove the pins of organizations that are gone.")
    }
    pins[pin.organization] = pin
  }

  private static func changed(_ pin: PinnedKey, to key: PublicKey) -> PolderError {
    PolderError(
      .keyChanged,
      "The server gives the key \(key.fingerprint) for the organization; pinned since \(pin.firstSeen) is "
        + "\(pin.fingerprint).",
      object: "organization \(pin.organization)",
      nextStep: "Ask the organization by telephone or in person, not over the server, for the fingerprint of its key. "
        + "If it names the new one, replace the pinned key; if not, somebody stands between: tell the server's operator."
    )
  }
}
