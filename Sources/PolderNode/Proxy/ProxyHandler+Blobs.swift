import PolderCore
import PolderCrypto
import PolderService
import PolderTransport

extension ProxyHandler {
  /// Hands an upload on as it comes, sealed for the organization whose public key the request names.
  /// - Parameters:
  ///   - request: the request without its body
  ///   - pieces: the body
  /// - Returns: the answer
  func upload<Pieces: AsyncSequence & Sendable & SendableMetatype>(
    _ request: ProxyRequest, _ pieces: Pieces
  ) async -> HTTPAnswer where Pieces.Element == [UInt8], Pieces.AsyncIterator: SendableMetatype {
    if let refusal = refusal(before: request) { return refusal }
    return await answering {
      let key = request.header("x-public-key") ?? ""
      try await registration.payloads?.onLeaving(.sendingBlob(key: AuditHash.text(of: Array(key.utf8))))
      let leaving = BlobLeaving()
      let sealing = try await registration.payloads?.uploadSealing(for: key)
      let source = PieceSource(length: nil) {
        var iterator = pieces.makeAsyncIterator()
        return { leaving.pass(try await iterator.next()) }
      }
      let sealed = SealedPieces(source: source) { try sealing?.sealer() ?? UnencryptedSealer() }
      let answer = try await upstream.upload(HTTPCall(.post, "/blobstream"), sealed)
      guard answer.isSuccess else { return answer }
      let named = (try JSONValue(parsing: answer.body, limits: Self.limits))["uuid"]?.string ?? ""
      let total = leaving.total
      try await registration.payloads?.onLeaving(.sentBlob(named, bytes: total.bytes, hash: total.hash))
      if let sealing {
        // Without a record it could not be named in a task.
        guard let blob = BlobID(named) else {
          throw PolderError(.transportUnusableAnswer, "The server's answer names no blob.")
        }
        try await registration.payloads?.remember(blob, sealing)
      }
      return answer
    }
  }

  /// Hands a large result on as it comes, opened.
  ///
  /// What can only be believed as a whole is put aside until it is whole, and shown then.
  /// - Returns: an answer that was not begun, or nil when all of it was written
  /// - Throws: when the answer was begun and can not be ended
  func download(_ blob: BlobID, to sink: some ProxySink) async throws -> HTTPAnswer? {
    let relay = BlobRelay(sink: sink, payloads: registration.payloads, blob: blob)
    do {
      let call = HTTPCall(.get, "/blobstream/\(blob)")
      return try await upstream.download(call, isRepeatable: { !relay.hasBegun }) { head, body in
        try await relay.pass(head, body)
      }
    } catch {
      guard !relay.hasBegun else { throw error }
      return await answering { throw error }
    }
  }

  /// The answer of some work, or that to its failure.
  func answering(_ work: () async throws -> HTTPAnswer) async -> HTTPAnswer {
    do {
      return try await work()
    } catch is CancellationError {
      return Self.refusal(503, "The node is stopping.")
    } catch let refusal as RequestRefusal {
      return Self.refusal(refusal.status, refusal.message)
    } catch let error as PolderError where error.code == .nodeFolderUnusable {
      // A disk that is full may be emptied.
      return Self.refusal(503, error.nextStep.map { "\(error.message) \($0)" } ?? error.message)
    } catch let error as PolderError where !error.code.rawValue.hasPrefix("transport-") {
      // What the node itself does not let pass: the algorithm may know why, and its researcher reads it in the log.
      return Self.refusal(403, error.nextStep.map { "\(error.message) \($0)" } ?? error.message)
    } catch let failure as JSONParser.Failure {
      return Self.refusal(502, "The node can not read the server's answer: \(failure)")
    } catch {
      return Self.refusal(502, "The server can not be reached by the node.")
    }
  }
}
