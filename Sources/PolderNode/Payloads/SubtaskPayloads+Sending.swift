import PolderCore
import PolderCrypto

extension SubtaskPayloads {
  /// The entries of a request, of which the audit log is told what leaves in them.
  func entries(of body: JSONObject) async throws -> [SubtaskInput] {
    let given = body["organizations"]?.array ?? []
    // Without encryption, what is no entry is for the server to refuse.
    let entries = try keys == nil ? given.compactMap { try? SubtaskInput($0) } : given.map { try SubtaskInput($0) }
    try await tell(entries)
    return entries
  }

  /// A request with each input sealed for its organization.
  /// - Throws: `PolderError` when an input can not be sealed for its organization
  func sealed(_ body: JSONObject, _ entries: [SubtaskInput], _ keys: NodeKeys) async throws -> SealedRequest {
    var sent = SentSubtask(recipients: [:])
    let texts = entries.filter { $0.blob == nil }
    let sealing = try await sealing(of: texts.map(\.organization), body, keys)
    var inputs: [JSONValue] = []
    for entry in entries {
      var object = entry.object
      if let blob = entry.blob {
        let upload = try await payloads.journal.upload(blob, of: run.run, at: payloads.address)
        guard let upload, upload.organization == entry.organization else { throw Self.notUploaded(entry) }
        sent.recipients[entry.organization] = upload.recipient
      } else if let sealing {
        let (text, recipient) = try sealing.text(of: entry.plaintext ?? [], for: entry.organization)
        object["input"] = .string(text)
        sent.recipients[entry.organization] = recipient
      }
      inputs.append(.object(object))
    }
    var sealed = body
    sealed["organizations"] = .array(inputs)
    return SealedRequest(body: JSONValue.object(sealed).bytes, sent: sent)
  }

  private func tell(_ entries: [SubtaskInput]) async throws {
    let inputs = entries.map { ($0.organization, $0.plaintext ?? []) }
    try await onLeaving(.sendingSubtask(SubtaskLeaving(image: run.image, inputs: inputs)))
  }

  /// Writes down how a subtask was sealed, once the server told its number.
  func remember(_ task: TaskID, _ sent: SentSubtask) async throws {
    try await payloads.journal.remember(task, sent, of: run.run, at: payloads.address, now: payloads.now())
  }

  /// How the inputs of organizations are sealed: in envelopes when all are known to read them; nil where there is none.
  private func sealing(
    of organizations: [OrganizationID], _ body: JSONObject, _ keys: NodeKeys
  ) async throws -> SubtaskSealing? {
    var distinct: [OrganizationID] = []
    for organization in organizations where !distinct.contains(organization) { distinct.append(organization) }
    guard !distinct.isEmpty else { return nil }
    let pins = try await payloads.directory(keys, for: run).keys(of: distinct)
    let requests = (body["databases"]?.array ?? []).compactMap { Wire.DatabaseRequest(body: $0) }
    return SubtaskSealing(
      format: try EncryptionDecision.format(keys.rule, for: pins), own: keys.own(run.organization),
      pins: pins, nonce: TaskNonce(), now: payloads.now(),
      context: EnvelopeContext(
        image: run.image, collaboration: run.collaboration, databases: EnvelopeContext.databases(requests)))
  }

  private static func notUploaded(_ entry: SubtaskInput) -> PolderError {
    PolderError(
      .nodeInputUnreadable, "The input names an upload that was not sealed for this organization by this run.",
      object: "organization \(entry.organization)",
      nextStep: "Upload the input with the public key of its organization in `X-Public-Key`.")
  }
}
