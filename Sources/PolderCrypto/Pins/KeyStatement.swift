public import PolderCore

/// An organization's own word about its key: which formats it reads. It is signed with that key, and believed only where
/// the key is pinned; so it may travel any way, by mail, in a file, or over the server.
public struct KeyStatement: Sendable, Hashable {
  /// How many formats a statement names at the most.
  public static let maximumFormats = 16

  /// The organization.
  public let organization: OrganizationID
  /// The key that signed it.
  public let fingerprint: KeyFingerprint
  /// The formats it reads; names that are not known here may be among them.
  public let formats: [KeyFormat]
  /// When it was made, by the organization's clock; for people to read.
  public let created: Timestamp
  let signature: [UInt8]

  /// Makes the statement of the own organization.
  /// - Parameters:
  ///   - own: the organization with its private key
  ///   - formats: what it reads; 1 to 16
  ///   - created: the present moment
  /// - Throws: `PolderError` `key-statement-malformed`, or when the key can not sign
  public init(
    of own: EnvelopeSender, formats: [KeyFormat] = [.hybrid, .envelope], created: Timestamp
  ) throws(PolderError) {
    guard (1...Self.maximumFormats).contains(formats.count) else {
      throw Self.malformed("it names \(formats.count) formats, where 1 to 16 are good")
    }
    let fingerprint = own.key.publicKey.fingerprint
    let signed = Self.signed(own.organization, fingerprint, formats, created)
    self.init(
      organization: own.organization, fingerprint: fingerprint, formats: formats, created: created,
      signature: try own.key.sign(signed))
  }

  init(
    organization: OrganizationID, fingerprint: KeyFingerprint, formats: [KeyFormat], created: Timestamp,
    signature: [UInt8]
  ) {
    self.organization = organization
    self.fingerprint = fingerprint
    self.formats = formats
    self.created = created
    self.signature = signature
  }

  /// Checks that the statement is by the organization of a pin, with the pinned key.
  /// - Throws: `PolderError` `key-statement-forged`
  public func verify(against pin: PinnedKey) throws(PolderError) {
    guard pin.organization == organization, pin.fingerprint == fingerprint else {
      throw forged("The statement is by organization \(organization) with the key \(fingerprint), which is not pinned.")
    }
    let signed = Self.signed(organization, fingerprint, formats, created)
    guard try pin.key.verify(signature, of: signed) else {
      throw forged("The statement was not signed with the pinned key, or was changed since.")
    }
  }

  /// What is signed: the fields as their lines in the text, behind words that no other signature has.
  private static func signed(
    _ organization: OrganizationID, _ fingerprint: KeyFingerprint, _ formats: [KeyFormat], _ created: Timestamp
  ) -> [UInt8] {
    Array("polder key statement 1\0".utf8)
      + lines(organization, fingerprint, formats, created).flatMap { Array(($0 + "\n").utf8) }
  }

  static func lines(
    _ organization: OrganizationID, _ fingerprint: KeyFingerprint, _ formats: [KeyFormat], _ created: Timestamp
  ) -> [String] {
    [
      "organization: \(organization)", "fingerprint: \(fingerprint)",
      "formats: \(formats.map(\.rawValue).joined(separator: " "))", "created: \(created.wireText)Z",
    ]
  }

  static func malformed(_ problem: String) -> PolderError {
    PolderError(
      .keyStatementMalformed, "The text is no statement about a key: \(problem).",
      nextStep: "Ask the organization for it again, and take it whole, from the line BEGIN to the line END.")
  }

  private func forged(_ message: String) -> PolderError {
    PolderError(
      .keyStatementForged, message, object: "organization \(organization)",
      nextStep: "Compare the fingerprint of the pinned key with one from the organization itself, and ask it for a new "
        + "statement.")
  }
}
