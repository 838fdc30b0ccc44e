import PolderCore
import PolderCrypto
import PolderTransport
import Synchronization

/// Carries one large result from the server to an algorithm, opened.
final class BlobRelay<Sink: ProxySink>: Sendable {
  private let sink: Sink
  private let payloads: SubtaskPayloads?
  private let blob: BlobID
  private let begun = Mutex(false)

  init(sink: Sink, payloads: SubtaskPayloads?, blob: BlobID) {
    self.sink = sink
    self.payloads = payloads
    self.blob = blob
  }

  /// Whether something of the answer was written.
  var hasBegun: Bool { begun.withLock { $0 } }

  /// Carries it.
  /// - Returns: an answer of the server that is no result; nil when all was written
  func pass(_ head: HTTPAnswerHead, _ body: HTTPAnswerBody) async throws -> HTTPAnswer? {
    guard head.isSuccess else {
      let fields = head.headers.filter { $0.name.lowercased() == "content-type" }
      return HTTPAnswer(status: head.status, headers: fields, body: try await body.collect(upTo: 1 << 20))
    }
    var pieces = body.makeAsyncIterator()
    guard let payloads, let keys = payloads.keys else {
      try await show([], &pieces, UnencryptedOpener())
      return nil
    }
    var start: [UInt8] = []
    while start.count < PayloadFormat.headLength, let piece = try await pieces.next() { start += piece }
    let origin = try await payloads.origin(of: blob)
    switch PayloadFormat(start) {
    case .plain: throw SubtaskPayloads.notEncrypted(origin)
    case .hybrid:
      guard let origin else { throw Self.unlisted() }
      try await payloads.checkHybrid(origin, keys)
      try await show(start, &pieces, ClosedHybridOpener(with: keys.key))
    case .envelope:
      guard let origin else { throw Self.unlisted() }
      try await showWhole(start, &pieces, payloads, keys, origin)
    }
    return nil
  }

  /// Writes what an opener gives, as it gives it.
  private func show(
    _ start: [UInt8], _ pieces: inout HTTPAnswerBody.AsyncIterator, _ filter: some ByteFilter
  ) async throws {
    var filter = filter
    try await write(try filter.update(start))
    while let piece = try await pieces.next() { try await write(try filter.update(piece)) }
    try await write(try filter.finish())
    try await end()
  }

  /// Opens an envelope into a file, and writes that when its signature was verified.
  private func showWhole(
    _ start: [UInt8], _ pieces: inout HTTPAnswerBody.AsyncIterator, _ payloads: SubtaskPayloads, _ keys: NodeKeys,
    _ origin: ResultOrigin
  ) async throws {
    var start = start
    while try EnvelopeHeader.length(of: start).map({ start.count < $0 }) ?? true, let piece = try await pieces.next() {
      start += piece
    }
    let header = try EnvelopeHeader.peek(at: start)
    var opener = try await payloads.opener(for: header, at: origin, keys)
    let spool = try SpoolFile(in: payloads.spool, limit: payloads.payloads.limits.input)
    try spool.write(try opener.update(start))
    while let piece = try await pieces.next() { try spool.write(try opener.update(piece)) }
    try spool.write(try opener.finish())
    try payloads.settle(header.sender, origin)
    try spool.rewind()
    while let piece = try spool.next() { try await write(piece) }
    try await end()
  }

  private func begin() async throws {
    let isFirst = begun.withLock { begun in
      defer { begun = true }
      return !begun
    }
    if isFirst { try await sink.begin(200, [("Content-Type", "application/octet-stream")]) }
  }

  private func write(_ piece: [UInt8]) async throws {
    guard !piece.isEmpty else { return }
    try await begin()
    try await sink.write(piece)
  }

  private func end() async throws {
    try await begin()
    try await sink.end()
  }

  private static func unlisted() -> PolderError {
    PolderError(
      .nodeResultForeign, "No list of results that this run asked for names this result.",
      nextStep: "Ask for the results of the task first.")
  }
}
