import PolderCore
import PolderCrypto
import PolderTransport

extension Payloads {
  /// How many blobs are sent or fetched at the same time.
  static let blobsAtOnce = 4

  /// How the inputs of a task are to be sealed.
  /// - Throws: `PolderError` when the server and what was set up say different things about the collaboration, when a key
  ///   is not the pinned one, or when the rule asks for more than somebody can read
  func sealing(
    _ body: CreateTask.Body, for organizations: [OrganizationID], with setup: EncryptionSetup?
  ) async throws -> InputSealing {
    async let agreed = EncryptionAgreement(caller: caller, defaults: defaults)
      .check(isEncrypting: setup != nil, collaboration: body.collaborationID, study: body.studyID)
    guard let setup else {
      _ = try await agreed
      return .plain
    }
    var distinct: [OrganizationID] = []
    for organization in organizations where !distinct.contains(organization) { distinct.append(organization) }
    let keys = try await KeyDirectory(caller: caller, setup: setup).keys(of: distinct)
    let collaboration = try await agreed
    return try setup.sealing(
      for: keys,
      context: EnvelopeContext(
        image: body.image, collaboration: collaboration,
        databases: EnvelopeContext.databases(body.databases ?? [])
      ))
  }

  /// Seals an input for each organization, and gives what the task names as input for each.
  func put(
    _ input: InputSource, for organizations: [OrganizationID], _ sealing: InputSealing,
    progress: (@Sendable (TransferProgress) -> Void)?
  ) async throws -> [Wire.TaskInput] {
    guard try await blobs.isEnabled() else {
      let bytes = try await input.pieces.collect(upTo: Self.inMemory)
      if case .hybrid = sealing { try input.checkText(bytes) }
      return zip(organizations, try await sealing.texts(of: bytes, for: organizations)).map {
        Wire.TaskInput(id: $0, input: $1)
      }
    }
    let tally = TransferTally(of: input.pieces.length, times: organizations.count, report: progress)
    return try await Array(organizations.enumerated()).map(atOnce: Self.blobsAtOnce) { place, organization in
      let pieces = SealedPieces(
        source: input.pieces, seal: { try sealing.sealer(for: organization) }, onRead: { tally.note($0, at: place) })
      return Wire.TaskInput(id: organization, input: try await blobs.upload(pieces).description)
    }
  }
}
