import Logging
import PolderCore
import PolderCrypto

extension SubtaskPayloads {
  /// Rows of results as their algorithm gets them.
  /// - Throws: what may go well later
  func opened(_ rows: [JSONValue]) async throws -> [JSONValue] {
    var origins: [BlobID: ResultOrigin] = [:]
    var opened: [JSONValue] = []
    for row in rows { opened.append(try await self.opened(row, noting: &origins)) }
    // Before the algorithm can ask for one of them.
    try await note(origins)
    return opened
  }

  /// A row of results as its algorithm gets it: what was sealed for this organization is opened.
  ///
  /// One that can not be opened, or is not what it should be, is never shown as it came: a tool would read what the server
  /// wrote there as a result. In its place stands a text that no tool takes for one, and that says why.
  /// - Throws: what may go well later; everything else is said in the row's place
  private func opened(_ row: JSONValue, noting origins: inout [BlobID: ResultOrigin]) async throws -> JSONValue {
    guard keys != nil else { return row }
    guard var object = row.object else { return .null }
    switch object["result"] {
    case nil, .null?, .string("")?: return row
    default: break
    }
    let task = object["task"]?["id"]?.integer
    let run = (object["run"]?["id"] ?? object["id"])?.integer
    do {
      guard let text = object["result"]?.string, let task, let run else {
        throw PolderError(.nodeResultForeign, "The server does not say which run of which task it is a result of.")
      }
      let origin = ResultOrigin(task: TaskID(task), run: RunID(run))
      if object["blob_storage_used"]?.bool == true {
        guard let blob = BlobID(text) else { throw PolderError(.nodeResultForeign, "The result names no blob.") }
        origins[blob] = origin
        return row
      }
      object["result"] = .string(Base64.encode(try await open(text, at: origin)))
    } catch  where RunPayloads.isPassing(error) {
      throw error
    } catch {
      let code = (error as? PolderError)?.code.rawValue ?? "refused"
      payloads.logger.warning(
        "a result is not shown to the algorithm",
        metadata: ["run": "\(self.run.run)", "result_of": "\(run.map(String.init) ?? "unknown")", "code": "\(code)"])
      object["result"] = .string(Base64.encode("This node does not show the result: \(code)".utf8))
      object["blob_storage_used"] = false
    }
    return .object(object)
  }

  /// Opens the text of a result.
  private func open(_ text: String, at origin: ResultOrigin) async throws -> [UInt8] {
    guard let keys else { return [] }
    switch PayloadFormat(text) {
    case .plain: throw Self.notEncrypted(origin)
    case .hybrid:
      try await checkHybrid(origin, keys)
      return try HybridText.openClosed(text, with: keys.key)
    case .envelope:
      let bytes = try Envelope.bytes(of: text)
      let header = try EnvelopeHeader.peek(at: bytes)
      var opener = try await opener(for: header, at: origin, keys)
      var plaintext = try opener.update(bytes)
      plaintext += try opener.finish()
      try settle(header.sender, origin)
      return plaintext
    }
  }

  /// Whether a result may come in the incumbent's format: not where all were asked in envelopes.
  func checkHybrid(_ origin: ResultOrigin, _ keys: NodeKeys) async throws {
    let sent = try await sent(origin.task)
    guard keys.rule == .compatible else {
      throw PolderError(
        .encryptionRequired, "The result came in the old format, which says nothing about who made it.",
        object: "run \(origin.run)",
        nextStep: "Ask the organization to run a node that answers in envelopes, or set `encryption: compatible`.")
    }
    guard let sent, sent.recipients.values.contains(where: { $0.format == .envelope }) else { return }
    // Uploads are sealed one by one, so that some may have had an envelope and others not.
    let sender = try await payloads.server.organization(of: origin.run)
    if let sender, sent.recipients[sender]?.format == .hybrid { return }
    throw PolderError(
      .encryptionDowngraded, "The result of a subtask that was sent as an envelope came in the old format.",
      object: "run \(origin.run)",
      nextStep: "Do not use it: the server, or whoever can write there, may have made it.")
  }

  /// What opens a result in an envelope: only one of those can have made it for whom this run sealed the subtask, with the
  /// key that is pinned for it and the nonce that it was given.
  /// - Parameters:
  ///   - header: what the envelope says of itself, which the opener holds against that
  ///   - origin: where the server shows it
  ///   - keys: the node's keys
  /// - Returns: the opener
  /// - Throws: `PolderError` when nobody can have been asked for it
  func opener(
    for header: EnvelopeHeader, at origin: ResultOrigin, _ keys: NodeKeys
  ) async throws -> EnvelopeOpener {
    guard let recipient = try await sent(origin.task)?.recipients[header.sender] else {
      throw Self.foreign("The envelope answers no subtask that this run sent to its sender.", origin)
    }
    let pin = try keys.pin(of: header.sender)
    guard pin.fingerprint == recipient.fingerprint else {
      throw Self.foreign(
        "The subtask was sent to the key \(recipient.fingerprint); pinned is \(pin.fingerprint).", origin)
    }
    guard let nonce = recipient.nonce else {
      throw PolderError(
        .encryptionUnexpected, "An envelope came as the result of a subtask that was sent in the old format.",
        object: "run \(origin.run)", nextStep: "Do not use it: it answers another task.")
    }
    return EnvelopeOpener(
      as: keys.own(run.organization),
      expecting: EnvelopeExpectation(.result, from: EnvelopeParty(pin), nonce: nonce))
  }

  static func notEncrypted(_ origin: ResultOrigin?) -> PolderError {
    PolderError(
      .encryptionDowngraded, "The result is not encrypted, and the collaboration is.",
      object: origin.map { "run \($0.run)" },
      nextStep: "Do not use it: the server, or whoever can write there, may have made it.")
  }
}
