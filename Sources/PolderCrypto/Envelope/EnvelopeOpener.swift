public import PolderCore

/// Opens an envelope as it arrives.
///
/// **What `update` gives is only good once `finish` has returned.** Until then it is known to be whole and in order, but
/// not who made it: the sender's signature stands at the end. A caller writes it to a place that it removes on an error,
/// and acts on nothing of it before. What does not fit the expectation gives no byte at all.
public struct EnvelopeOpener: ByteFilter {
  private enum Stage {
    case preamble
    case header(Int)
    case chunks(EnvelopeChunks)
    case signatureLength
    case signature(Int)
    case end([UInt8])
    case over
  }

  /// What the envelope says of itself, once that has arrived and fits the expectation; the sender's word only after
  /// `finish`.
  public private(set) var header: EnvelopeHeader?
  private let own: EnvelopeSender
  private let expectation: EnvelopeExpectation
  private var stage = Stage.preamble
  private var buffer = EnvelopeBuffer()
  private var digest = EnvelopeDigest()
  private var headerHash: [UInt8] = []
  private var index: UInt32 = 0

  /// Begins to open an envelope.
  /// - Parameters:
  ///   - own: who opens it
  ///   - expectation: what it has to be
  public init(as own: EnvelopeSender, expecting expectation: EnvelopeExpectation) {
    self.own = own
    self.expectation = expectation
  }

  /// Takes bytes of the envelope and gives the plaintext of the chunks that are complete, not yet verified.
  public mutating func update(_ bytes: [UInt8]) throws(PolderError) -> [UInt8] {
    if case .over = stage { throw .finishedEnvelope }
    buffer.add(bytes)
    do {
      var plaintext: [UInt8] = []
      while try advance(&plaintext) {}
      buffer.settle()
      return plaintext
    } catch {
      stage = .over
      throw error
    }
  }

  /// Verifies that the envelope is whole and that its sender signed all of it.
  /// - Returns: nothing more
  /// - Throws: `PolderError` `envelope-truncated`, `envelope-forged`
  public mutating func finish() throws(PolderError) -> [UInt8] {
    defer { stage = .over }
    switch stage {
    case .over: throw .finishedEnvelope
    case .end(let signature):
      let signed = EnvelopeForm.signed(headerHash: headerHash, digest: digest.finish())
      guard try expectation.sender.key.verify(signature, of: signed) else {
        throw PolderError(
          .envelopeForged, "The envelope was not signed with the pinned key of its sender.",
          object: "organization \(expectation.sender.organization)",
          nextStep: "Do not use what came of it: somebody else made it, or changed it.")
      }
      return []
    default: throw .truncatedEnvelope
    }
  }

  /// Takes one step, if its bytes are there.
  /// - Returns: whether the next step may be tried
  private mutating func advance(_ plaintext: inout [UInt8]) throws(PolderError) -> Bool {
    switch stage {
    case .preamble: return try readPreamble()
    case .header(let length):
      guard buffer.count >= length else { return false }
      try readHeader(length)
    case .chunks(let chunks): return try readChunks(chunks, &plaintext)
    case .signatureLength:
      guard buffer.count >= 2 else { return false }
      let length = buffer.take(2).reduce(0) { $0 << 8 | Int($1) }
      guard (1...EnvelopeForm.maximumSignature).contains(length) else {
        throw .malformedEnvelope("its signature has \(length) bytes")
      }
      stage = .signature(length)
    case .signature(let length):
      guard buffer.count >= length else { return false }
      stage = .end(Array(buffer.take(length)))
    case .end:
      guard buffer.count == 0 else {
        throw PolderError(
          .envelopeExtended, "Bytes follow after the end of the envelope.",
          nextStep: "Fetch it again, and do not use what came of it.")
      }
      return false
    case .over: return false
    }
    return true
  }

  private mutating func readPreamble() throws(PolderError) -> Bool {
    let magic = EnvelopeForm.magic
    let start = buffer.start(EnvelopeForm.preambleLength)
    // What is no envelope is told at once, not only when enough of it came.
    guard start.prefix(magic.count).elementsEqual(magic.prefix(start.count)) else {
      throw .malformedEnvelope("it does not begin like one")
    }
    guard let length = try EnvelopeHeader.length(of: start) else { return false }
    stage = .header(length)
    return true
  }

  private mutating func readHeader(_ length: Int) throws(PolderError) {
    let bytes = Array(buffer.take(length))
    let header = try EnvelopeHeader(parsing: bytes.dropFirst(EnvelopeForm.preambleLength))
    let entry = try expectation.check(header, as: own)
    let keys = try Self.keys(entry, with: own.key)
    guard ConstantTime.equal(keys.commitment, header.commitment) else { throw Self.unusableKey(nil) }
    headerHash = EnvelopeForm.headerHash(bytes)
    self.header = header
    stage = .chunks(
      EnvelopeChunks(
        key: keys.content, prefix: header.prefix, headerHash: headerHash, size: header.chunkSize, proof: header.proof))
  }

  /// Opens all chunks that have arrived whole.
  private mutating func readChunks(_ chunks: EnvelopeChunks, _ plaintext: inout [UInt8]) throws(PolderError) -> Bool {
    var records: [EnvelopeChunks.Record] = []
    while records.last?.isLast != true,
      let length = try chunks.length(of: buffer.start(EnvelopeForm.wordLength), isFirst: index == 0 && records.isEmpty),
      buffer.count >= length.bytes
    {
      records.append(EnvelopeChunks.Record(bytes: buffer.take(length.bytes), isLast: length.isLast))
    }
    guard let last = records.last else { return false }
    let batch = try chunks.open(records, from: index)
    digest.add(batch.leaves)
    index += UInt32(records.count)
    // There is one batch for each piece that arrives, so that nothing is copied here.
    plaintext = batch.bytes
    if last.isLast { stage = .signatureLength }
    return last.isLast
  }
}
