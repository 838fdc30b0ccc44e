import PolderCore
import PolderCrypto

extension RunPayloads {
  /// Seals what leaves with a report for the organization that asked, and brings it to the server where that keeps results
  /// beside its database. It may be done again: what was brought before is then forgotten by the server.
  /// - Parameters:
  ///   - report: the report
  ///   - run: the run
  /// - Returns: what the server gets as result: a text, or the id of a blob; nil for none
  /// - Throws: `PolderError`, among them `key-changed` when the server gives another key of the recipient than the pinned
  ///   one: nothing was sent then; `RequestRefusal` when the server refuses; ``isPassing(_:)`` tells what may go well later
  func put(_ report: RunReport, of run: RunAssignment) async throws -> String? {
    guard report.result != nil || report.file != nil else { return nil }
    let sealing = try await sealing(for: run)
    var usesBlobs = run.usesBlobs
    if usesBlobs == nil { usesBlobs = try await server.keepsBlobs() }
    if usesBlobs == true {
      let source = report.file?.source ?? PieceSource(report.result ?? [])
      let pieces = SealedPieces(source: source, seal: { [now] in try sealing.sealer(at: now()) })
      return try await server.upload(pieces).description
    }
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
  private func sealing(for run: RunAssignment) async throws -> ResultSealing {
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
    let pins = try await directory(keys).keys(of: [recipient])
    let party = EnvelopeParty(try pins.first ?? keys.pins.pins.pin(of: recipient))
    guard let nonce = terms.nonce else {
      // The rule may have become stricter since the input was taken.
      try EncryptionDecision.checkInput(.hybrid, under: keys.rule, from: recipient)
      return .hybrid(party.key)
    }
    return .envelope(keys.own(try organization()), party, nonce, Self.context(of: run))
  }
}
