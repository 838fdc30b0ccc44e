import Logging
import PolderCore
import PolderCrypto
import PolderTransport

/// Opens the inputs of runs and seals their results, as the node's own configuration says and never as the server does.
struct RunPayloads: Sendable {
  /// The node's key and what it knows of others'; nil in a collaboration without encryption.
  let keys: NodeKeys?
  let server: ServerLink
  let journal: NodeJournal
  let folders: NodeFolders
  /// The address of the server's API, which the journal tells servers apart by.
  let address: String
  let logger: Logger
  let now: @Sendable () -> Timestamp
  let limits: PayloadLimits
  let audit: KeyAudit
  /// Whose turn it is to open an input, or to look into one.
  let turns: Turns
  /// The room for inputs as the server listed them.
  let room: BodyBudget

  init(
    keys: NodeKeys?, server: ServerLink, journal: NodeJournal, folders: NodeFolders, address: String, logger: Logger,
    now: @escaping @Sendable () -> Timestamp, limits: PayloadLimits = PayloadLimits(), audit: KeyAudit = KeyAudit()
  ) {
    self.keys = keys
    self.server = server
    self.journal = journal
    self.folders = folders
    self.address = address
    self.logger = logger
    self.now = now
    self.limits = limits
    self.audit = audit
    turns = Turns(limits.openings)
    room = BodyBudget(bytes: limits.listed)
  }

  /// Makes sure, after a login, that the server has the node's public key.
  /// - Throws: `PolderError` `node-other-key`, `RequestRefusal` when the server refuses
  func agree(as identity: NodeIdentity) async throws {
    guard let keys else { return }
    try await KeyAgreement(keys: keys, server: server, logger: logger, now: now, audit: audit)
      .reach(for: identity.organization)
  }

  /// The keys of other organizations, for a run. Who this one is the run says: runs of an earlier process are at work before
  /// the node has logged in.
  func directory(_ keys: NodeKeys, for run: RunAssignment) -> KeyDirectory {
    KeyDirectory(keys: keys, server: server, own: run.organization, now: now, audit: audit)
  }

  /// What is made for a run: sealed into what is sent, and expected of what comes.
  static func context(of run: RunAssignment) -> EnvelopeContext {
    let databases = run.databases.map { database in
      // A server that writes no JSON here gives no parameters.
      let parameters = database.parameters.flatMap { try? JSONValue(parsing: $0).object }
      return EnvelopeContext.database(database.label ?? "", parameters: parameters ?? [:])
    }
    return EnvelopeContext(image: run.image, collaboration: run.collaboration, databases: databases)
  }

  /// Whether the same may succeed later: everything may but what keys, formats and contents are to blame for. A full disk, a
  /// journal that can not be written, a server that is away or wants another token are waited for, and no run is lost to them.
  static func isPassing(_ error: any Error) -> Bool {
    if let refusal = error as? RequestRefusal { return ServerTrouble(refusal).isPassing }
    guard let error = error as? PolderError else { return true }
    let code = error.code.rawValue
    if code.hasPrefix("crypto-file-") || code.hasPrefix("key-pin-file-") { return true }
    return !finalCodes.contains(error.code) && !finalKinds.contains { code.hasPrefix($0) }
  }

  private static let finalKinds = ["envelope-", "encryption-", "key-", "crypto-"]
  private static let finalCodes: Set<PolderError.Code> = [
    .nodeEncryptionMismatch, .nodeInputUnreadable, .nodeOutputUnreadable, .nodeResultUnsendable, .nodeResultForeign,
    .transportNoStreams,
  ]

  /// The same error, which says what it is about.
  static func named(_ error: PolderError, _ object: String) -> PolderError {
    guard error.object == nil else { return error }
    return PolderError(error.code, error.message, object: object, nextStep: error.nextStep, cause: error.cause)
  }
}
