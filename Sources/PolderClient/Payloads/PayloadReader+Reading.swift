import PolderCore
import PolderCrypto
import PolderTransport

extension PayloadReader {
  /// Opens what is stored.
  /// - Parameters:
  ///   - stored: a text, or the id of a blob
  ///   - isInBlob: which of the two
  ///   - origin: where it belongs
  /// - Returns: the plaintext; nil when there is nothing
  /// - Throws: `PolderError` when it can not be opened, or when a blob is too large to be held in memory
  func read(_ stored: String?, isInBlob: Bool, of origin: PayloadOrigin) async throws -> OpenedPayload? {
    guard let stored, !stored.isEmpty else { return nil }
    guard isInBlob else { return try await open(stored, of: origin) }
    let blob = try Self.blob(stored, of: origin)
    return try await blobs.download(blob) { body, _ in
      var bytes: [UInt8] = []
      let format = try await open(body, of: origin) { piece in
        guard bytes.count + piece.count <= Payloads.inMemory else {
          throw PolderError(
            "client-too-large", "It is larger than \(Payloads.inMemory) bytes.", object: origin.object,
            nextStep: "Write it to a file with `result.download`.")
        }
        bytes += piece
      }
      return OpenedPayload(bytes: bytes, format: format)
    }
  }

  /// Writes the plaintext of what is stored to a file, which comes to its name only when it is whole and verified.
  func write(
    _ stored: String, isInBlob: Bool, of origin: PayloadOrigin, to path: String, replacing: Bool,
    progress: (@Sendable (TransferProgress) -> Void)?
  ) async throws {
    guard isInBlob else {
      let file = try PartialFile(path, replacing: replacing)
      try file.write(try await open(stored, of: origin).bytes)
      return try file.finish()
    }
    try await blobs.download(try Self.blob(stored, of: origin)) { body, length in
      let file = try PartialFile(path, replacing: replacing)
      let pieces = ProgressMeter(body, total: length) { progress?($0) }
      _ = try await open(pieces, of: origin) { try file.write($0) }
      try file.finish()
    }
  }

  /// Opens a text.
  private func open(_ text: String, of origin: PayloadOrigin) async throws -> OpenedPayload {
    let format = PayloadFormat(text)
    let opening = try await opening(format, of: origin)
    do throws(PolderError) {
      switch opening {
      case .plain: return OpenedPayload(bytes: try UnencryptedText.open(text), format: format)
      case .hybrid(let key): return OpenedPayload(bytes: try HybridText.open(text, with: key), format: format)
      case .envelope(let own, let expectation):
        let (bytes, header) = try Envelope.open(text, as: own, expecting: expectation)
        try settle(header, of: origin)
        return OpenedPayload(bytes: bytes, format: format)
      }
    } catch {
      throw Self.named(error, origin)
    }
  }

  /// Opens a blob piece by piece; what `take` was given is good only when this returns.
  private func open<Pieces: AsyncSequence>(
    _ pieces: Pieces, of origin: PayloadOrigin, _ take: ([UInt8]) throws -> Void
  ) async throws -> PayloadFormat where Pieces.Element == [UInt8] {
    var head: [UInt8] = []
    var format = PayloadFormat.plain
    var filter: (any ByteFilter)?
    func feed(_ bytes: [UInt8], isLast: Bool) throws {
      guard var opener = filter else { return }
      let opened: [UInt8]
      do throws(PolderError) {
        opened = try opener.update(bytes)
      } catch {
        throw Self.named(error, origin)
      }
      try take(opened)
      if isLast {
        let rest: [UInt8]
        do throws(PolderError) {
          rest = try opener.finish()
          try settle((opener as? EnvelopeOpener)?.header, of: origin)
        } catch {
          throw Self.named(error, origin)
        }
        try take(rest)
      }
      filter = opener
    }
    for try await piece in pieces {
      guard filter == nil else {
        try feed(piece, isLast: false)
        continue
      }
      head += piece
      guard head.count >= PayloadFormat.headLength else { continue }
      format = PayloadFormat(head)
      filter = try await opening(format, of: origin).filter
      try feed(head, isLast: false)
      head = []
    }
    if filter == nil {
      format = PayloadFormat(head)
      filter = try await opening(format, of: origin).filter
    }
    try feed(head, isLast: true)
    return format
  }

  private static func blob(_ text: String, of origin: PayloadOrigin) throws(PolderError) -> BlobID {
    guard let id = BlobID(text) else {
      throw PolderError("client-no-blob", "What is stored names no blob.", object: origin.object)
    }
    return id
  }

  /// The same error, which says what it is about.
  private static func named(_ error: PolderError, _ origin: PayloadOrigin) -> PolderError {
    guard error.object == nil else { return error }
    return PolderError(
      error.code, error.message, object: origin.object, nextStep: error.nextStep, cause: error.cause)
  }
}
