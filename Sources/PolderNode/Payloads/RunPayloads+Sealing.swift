import PolderCore
import PolderCrypto

extension RunPayloads {
  /// Seals the result of a report for the organization that asked, and brings it to the server where that keeps results
  /// beside its database. What was brought there once is named again when the report is sent again, also by a later process
  /// of the node.
  /// - Parameters:
  ///   - report: the report, which has a result
  ///   - run: the run
  ///   - sealing: how its result is sealed
  ///   - digest: the SHA-256 of the result; nil when it can not be read any more, which is told when it is to be sent
  /// - Returns: what the server gets as result
  /// - Throws: `PolderError`, among them `key-changed` when the server gives another key of the recipient than the pinned
  ///   one: nothing was sent then; `RequestRefusal` when the server refuses; ``isPassing(_:)`` tells what may go well later
  func put(
    _ report: RunReport, of run: RunAssignment, as sealing: ResultSealing, digest: String?
  ) async throws -> PutResult {
    var usesBlobs = run.usesBlobs
    if usesBlobs == nil { usesBlobs = try await server.keepsBlobs() }
    guard usesBlobs == true else { return PutResult(text: try await text(of: report, run, sealing), isOfBefore: false) }
    return try await bring(report, of: run, sealing, digest: digest)
  }

  /// Forgets what was brought to the server as the result of a run, so that it is brought anew.
  func forgetResult(of run: RunAssignment) async throws { try await journal.forgetUpload(of: run.key(at: address)) }

  private func bring(
    _ report: RunReport, of run: RunAssignment, _ sealing: ResultSealing, digest: String?
  ) async throws -> PutResult {
    let upload = digest.map { ResultUpload(digest: $0, recipient: sealing.recipient) }
    if let upload, let blob = try await journal.blob(of: upload, for: run.key(at: address)) {
      return PutResult(text: blob.description, isOfBefore: true)
    }
    let source = report.file?.source ?? PieceSource(report.result ?? [])
    let pieces = SealedPieces(source: source, seal: { [now] in try sealing.sealer(at: now()) })
    let blob = try await server.upload(pieces)
    if let upload { try await journal.note(blob, as: upload, of: run.key(at: address), now: now()) }
    return PutResult(text: blob.description, isOfBefore: false)
  }

  private func text(of report: RunReport, _ run: RunAssignment, _ sealing: ResultSealing) async throws -> String {
    guard let file = report.file else { return try sealing.text(of: report.result ?? [], at: now()) }
    guard file.count <= limits.textResult else {
      throw PolderError(
        .nodeResultUnsendable,
        "The result has \(file.count) bytes; without a store for large results at the server, \(limits.textResult) are "
          + "the most.", object: "run \(run.run)", nextStep: "Ask the server's operator for a store for large results.")
    }
    return try sealing.text(of: try await file.bytes(), at: now())
  }

  /// How the result of a run is sealed: as its input was.
  func sealing(for run: RunAssignment) async throws -> ResultSealing {
    guard let keys else {
      guard run.terms == nil else {
        throw PolderError(
          .nodeEncryptionMismatch, "The input of the run was encrypted, and the node's configuration says otherwise.",
          object: "run \(run.run)", nextStep: "Set `encryption.enabled: true`, and send the task again.")
      }
      return .plain
    }
    guard let recipient = run.initiator else {
      throw PolderError(
        .keyUnknown, "Nobody is known any more for whom the result could be encrypted.", object: "run \(run.run)",
        nextStep: "The organization that sent the task is gone from the server.")
    }
    let terms = run.terms ?? ReplyTerms(.hybrid)
    let pins = try await directory(keys, for: run).keys(of: [recipient])
    let party = EnvelopeParty(try pins.first ?? keys.pin(of: recipient))
    guard let nonce = terms.nonce else {
      // The rule may have become stricter since the input was taken.
      try EncryptionDecision.checkInput(.hybrid, under: keys.rule, from: recipient)
      return .hybrid(party.key)
    }
    return .envelope(keys.own(run.organization), party, nonce, Self.context(of: run))
  }
  /// How the result of a run will be encrypted, as far as that is known here without asking the server: nil when it is not.
  func expectedProtection(of run: RunAssignment) -> ReportProtection? {
    guard let keys else { return run.terms == nil ? .plain : nil }
    // What can not be read now is told when the result is sealed.
    guard let recipient = run.initiator, let pin = try? keys.pins.pins[recipient] else { return nil }
    return .sealed(run.terms?.format ?? .hybrid, pin.fingerprint)
  }
}
