import Foundation
import Logging
import PolderCore
import PolderCrypto
import PolderTransport

extension RunPayloads {
  /// Opens the input of a run, when its turn has come.
  ///
  /// An envelope is taken for this run alone from here on, which is written down before this returns.
  /// - Parameters:
  ///   - input: what the server has as input: a text, or the id of a blob; asked for where it was not kept
  ///   - run: the run
  /// - Returns: the input as its algorithm reads it, and how the result has to be sealed
  /// - Throws: what may go well later, as ``isPassing(_:)`` tells; `PolderError` when it can not be opened, now or ever
  func open(_ input: FoundInput, of run: RunAssignment) async throws -> OpenedInput {
    do {
      return try await turns.take {
        if let text = input.text { return try await opened(text, run) }
        return try await opened(try await server.input(of: run), run)
      }
    } catch let error as PolderError where !Self.isPassing(error) {
      throw Self.named(error, "run \(run.run)")
    } catch let refusal as RequestRefusal where !Self.isPassing(refusal) {
      throw PolderError(
        .nodeInputUnreadable, "The server does not give what the input of the run needs: \(refusal.message)",
        object: "run \(run.run)", nextStep: "Send the task again.")
    }
  }

  private func opened(_ input: String, _ run: RunAssignment) async throws -> OpenedInput {
    guard let blob = BlobID(input) else { return try await opened(text: input, run) }
    return try await opened(blob, run)
  }

  private func opened(text: String, _ run: RunAssignment) async throws -> OpenedInput {
    let opening = try await opening(PayloadFormat(text), run)
    switch opening {
    case .plain:
      guard let bytes = Base64.decode(text) else { throw Self.notBase64(run) }
      return try kept(bytes, nil, run)
    case .hybrid(let key): return try kept(try HybridText.openClosed(text, with: key), ReplyTerms(.hybrid), run)
    case .envelope(let own, let expectation):
      let (bytes, header) = try Envelope.open(text, as: own, expecting: expectation)
      try await journal.admit(header, for: run.run, at: address, now: now())
      return try kept(bytes, ReplyTerms(.envelope, nonce: header.nonce), run)
    }
  }

  /// An input that was opened as a whole; a large one waits in its file.
  private func kept(_ bytes: [UInt8], _ terms: ReplyTerms?, _ run: RunAssignment) throws -> OpenedInput {
    var sink = sink(of: run)
    try sink.take(bytes)
    return try sink.finish(terms)
  }

  private func sink(of run: RunAssignment) -> InputSink {
    InputSink(limits: limits, path: folders.run(run.run.rawValue).newSpool(), object: "run \(run.run)")
  }

  private func opened(_ blob: BlobID, _ run: RunAssignment) async throws -> OpenedInput {
    try await server.download(blob) { body in
      var sink = sink(of: run)
      var head: [UInt8] = []
      var filter: (any ByteFilter)?
      for try await piece in body {
        if filter != nil {
          if let opened = try filter?.update(piece) { try sink.take(opened) }
          continue
        }
        head += piece
        guard head.count >= PayloadFormat.headLength else { continue }
        filter = try await opening(PayloadFormat(head), run).filter
        if let opened = try filter?.update(head) { try sink.take(opened) }
        head = []
      }
      var opener: any ByteFilter
      if let filter { opener = filter } else { opener = try await opening(PayloadFormat(head), run).filter }
      if filter == nil { try sink.take(try opener.update(head)) }
      try sink.take(try opener.finish())
      return try sink.finish(try await admitted(opener, run))
    }
  }

  /// Writes down an envelope that was verified, and tells how it is to be answered.
  private func admitted(_ opener: any ByteFilter, _ run: RunAssignment) async throws -> ReplyTerms? {
    guard keys != nil else { return nil }
    guard let header = (opener as? EnvelopeOpener)?.header else { return ReplyTerms(.hybrid) }
    try await journal.admit(header, for: run.run, at: address, now: now())
    return ReplyTerms(.envelope, nonce: header.nonce)
  }

  /// With what an input of a format is opened, if it is one that this node takes.
  private func opening(_ format: PayloadFormat, _ run: RunAssignment) async throws -> InputOpening {
    guard let keys else {
      guard format == .plain else { throw Self.notBase64(run) }
      return .plain
    }
    switch format {
    case .plain:
      throw PolderError(
        .nodeInputUnreadable, "The input is not encrypted, and the collaboration is.",
        nextStep: "Send the task through a client that encrypts its input.")
    case .hybrid:
      try EncryptionDecision.checkInput(.hybrid, under: keys.rule, from: run.initiator ?? OrganizationID(0))
      return .hybrid(keys.key)
    case .envelope:
      let expectation = EnvelopeExpectation(
        .input, from: EnvelopeParty(try await sender(of: run, keys)), context: Self.context(of: run))
      return .envelope(keys.own(run.organization), expectation)
    }
  }

  /// The pin of who is said to have made an input. Under `require` nobody is believed whom the steward did not pin, or
  /// whom this node did not meet before: the server could make up an organization with a key.
  private func sender(of run: RunAssignment, _ keys: NodeKeys) async throws -> PinnedKey {
    guard let initiator = run.initiator else {
      throw PolderError(
        .keyUnknown, "It can not be told who sent the input.",
        nextStep: "The organization is not there any more: nothing else says who it was.")
    }
    if let pin = try keys.pins.pins[initiator] { return pin }
    guard keys.rule == .compatible else { throw NodeKeys.unknown(initiator) }
    let pins = try await directory(keys, for: run).keys(of: [initiator])
    return try pins.first ?? keys.pin(of: initiator)
  }

  private static func notBase64(_ run: RunAssignment) -> PolderError {
    PolderError(
      .nodeInputUnreadable, "The input of the run is not base64.", object: "run \(run.run)",
      nextStep: "Send the task through a client, which encodes its input; if it encrypts, the collaboration is not "
        + "encrypted for this node.")
  }
}
