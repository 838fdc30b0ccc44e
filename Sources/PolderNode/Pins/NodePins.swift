import Glibc
public import PolderCore
public import PolderCrypto
import PolderService
import PolderTransport

/// The pinned keys of a node, for its data steward. A node that runs meanwhile reads the pins anew each time it needs one, so
/// that a change counts at once; each is in the node's audit log before it is made.
public struct NodePins: Sendable {
  private let configuration: NodeConfiguration
  private let tools: NodeCheckTools
  private let folders: NodeFolders
  /// As whom the program runs.
  var user = geteuid()

  /// The pins of a node.
  public init(_ configuration: NodeConfiguration, _ tools: NodeCheckTools) {
    self.configuration = configuration
    self.tools = tools
    folders = NodeFolders(root: configuration.dataFolder)
  }

  /// All pins, in the order of the organizations' ids.
  /// - Throws: `PolderError` when they can not be read
  public func all() throws(PolderError) -> [PinnedKey] {
    guard DatabaseCheck.isFolder(folders.root) == true else { return [] }
    try requireOwner()
    return try KeyPinFile(file: folders.pins).pins.all
  }

  /// The key that the server has of an organization, asked for as the node; nothing is pinned.
  /// - Throws: `PolderError` when it has none, or can not be asked; `RequestRefusal`
  public func offered(_ organization: OrganizationID) async throws -> OfferedKey {
    let channel = try tools.channel(configuration)
    do {
      let offer = try await offered(organization, channel)
      await (channel as? HTTPChannel)?.shutdown()
      return offer
    } catch {
      await (channel as? HTTPChannel)?.shutdown()
      throw error
    }
  }

  private func offered(_ organization: OrganizationID, _ channel: any HTTPCaller) async throws -> OfferedKey {
    let keeper = NodeTokens.keeper(apiKey: configuration.apiKey, channel: channel, now: tools.now)
    let link = ServerLink(channel: channel, tokens: keeper, retries: .never)
    let own = try await link.identity(of: try NodeTokens.node(in: try await keeper.token())).identity.organization
    let encoded = try await link.publicKey(of: organization)
    guard !encoded.isEmpty else {
      throw PolderError(
        .nodeNoOfferedKey, "The server has no public key of the organization.", object: "organization \(organization)",
        nextStep: "Ask the organization to upload it: `polder key upload`, or the start of its node.")
    }
    return OfferedKey(
      organization: organization, key: try PublicKey(encoded: encoded, of: organization),
      pin: try all().first { $0.organization == organization }, isOwn: organization == own)
  }

  /// Pins the key that the server has of an organization, when it has the fingerprint that the organization itself told.
  /// - Parameters:
  ///   - organization: the organization
  ///   - fingerprint: what it told, not over the server
  ///   - replaces: whether another pinned key makes room
  ///   - acceptsEnvelopes: whether it said that it reads envelopes; nil leaves that as it is
  ///   - steward: who says so
  /// - Returns: the pin
  /// - Throws: `PolderError` `key-fingerprint-differs`, `key-changed`, `node-own-pin`, and what can not be asked or written
  public func pin(
    _ organization: OrganizationID, fingerprint: KeyFingerprint, replaces: Bool, acceptsEnvelopes: Bool? = nil,
    steward: String
  ) async throws -> PinnedKey {
    let offer = try await offered(organization)
    guard !offer.isOwn else {
      throw PolderError(
        .nodeOwnPin, "This is the node's own organization, whose key the node has.",
        object: "organization \(organization)", nextStep: "`polder node check` compares it with the server's.")
    }
    guard offer.key.fingerprint == fingerprint else { throw Self.differs(offer, told: fingerprint) }
    return try await change { [now = tools.now] (pins) throws(PolderError) in
      let former = pins[organization]
      if let former, former.key != offer.key, !replaces { throw Self.changed(former, offer) }
      let pin = try pins.replace(
        organization, with: offer.key, now: now(), isConfirmed: true, acceptsEnvelopes: acceptsEnvelopes)
      return (pin, StewardAct.pinned(pin, former: former?.fingerprint).record(by: steward, at: now()))
    }
  }

  /// Forgets the pin of an organization.
  /// - Returns: what was pinned
  /// - Throws: `PolderError` `key-unknown` when nothing was
  public func forget(_ organization: OrganizationID, steward: String) async throws -> PinnedKey {
    guard try all().contains(where: { $0.organization == organization }) else { throw Self.unknown(organization) }
    return try await change { [now = tools.now] (pins) throws(PolderError) in
      guard let pin = pins[organization] else { throw Self.unknown(organization) }
      pins.remove(organization)
      return (pin, StewardAct.forgotten(pin).record(by: steward, at: now()))
    }
  }

  /// Changes the pins once the audit log tells durably of it.
  private func change(
    _ body: (inout KeyPins) throws(PolderError) -> (PinnedKey, AuditRecord)
  ) async throws -> PinnedKey {
    try folders.make()
    try requireOwner()
    let log = try await StewardLog(folders)
    do {
      let pin = try KeyPinFile(file: folders.pins).update { (pins) throws(PolderError) in
        let (pin, record) = try body(&pins)
        try log.append(record)
        return pin
      }
      try log.close()
      return pin
    } catch {
      // The first error tells more.
      try? log.close()
      throw error
    }
  }

  /// Files that another user makes in the node's folder could not be opened by the node, not even those of root.
  private func requireOwner() throws(PolderError) {
    guard let status = FileStatus(path: folders.root), status.owner != user else { return }
    let name = getpwuid(status.owner).map { String(cString: $0.pointee.pw_name) } ?? "#\(status.owner)"
    throw PolderError(
      .nodeFolderUnusable, "The folder is another user's: what is made in it now the node could not open.",
      object: folders.root, nextStep: "Run the command as the node's user: sudo -u \(name) polder node key …")
  }
}

extension NodePins {
  private static func differs(_ offer: OfferedKey, told fingerprint: KeyFingerprint) -> PolderError {
    PolderError(
      .keyFingerprintDiffers,
      "The server gives the key \(offer.key.fingerprint) for the organization, which told \(fingerprint).",
      object: "organization \(offer.organization)",
      nextStep: "Ask the organization again. If it is certain, somebody stands between: tell the server's operator. "
        + "`polder node key list` shows what is pinned; nothing was changed.")
  }

  private static func changed(_ former: PinnedKey, _ offer: OfferedKey) -> PolderError {
    PolderError(
      .keyChanged,
      "Another key is pinned for the organization since \(former.firstSeen): \(former.fingerprint).",
      object: "organization \(offer.organization)",
      nextStep: "Ask the organization why its key is another. If it says so: `polder node key pin … --replace`.")
  }

  private static func unknown(_ organization: OrganizationID) -> PolderError {
    PolderError(
      .keyUnknown, "No key is pinned for the organization.", object: "organization \(organization)",
      nextStep: "`polder node key list` shows what is pinned.")
  }
}
