public import PolderCore

/// Seals a stream into an envelope, chunk by chunk.
///
/// Memory is a few chunks beyond the pieces that it is given. Chunks that are complete at once are sealed beside each
/// other, on as many processors as there are.
public struct EnvelopeSealer: ByteFilter {
  /// How many bytes of plaintext a chunk holds unless told otherwise.
  public static let defaultChunkSize = EnvelopeForm.defaultChunkSize

  /// What the envelope says of itself.
  public let header: EnvelopeHeader
  private let sender: PrivateKey
  private let chunks: EnvelopeChunks
  /// Preamble and header, until they were given out.
  private var head: [UInt8]
  private var buffer = EnvelopeBuffer()
  private var digest = EnvelopeDigest()
  private var index: UInt32 = 0
  private var isFinished = false

  /// Begins an envelope.
  /// - Parameters:
  ///   - kind: what it holds
  ///   - sender: who signs it
  ///   - recipients: who can open it: 1 to 1,024, each organization once
  ///   - nonce: the nonce of the task: a new one for an input, that of the input for a result
  ///   - created: the present moment
  ///   - context: what it is made for
  ///   - proof: before whom the signature proves the content; nil chooses the fast one where there is one recipient, and
  ///     otherwise the one that protects recipients from each other
  ///   - chunkSize: bytes of plaintext in a chunk, 64 KiB to 1 MiB
  /// - Throws: `PolderError` `envelope-parties`, `envelope-settings`, `envelope-unsealed`
  public init(
    _ kind: EnvelopeKind, from sender: EnvelopeSender, to recipients: [EnvelopeParty], nonce: TaskNonce,
    created: Timestamp, context: EnvelopeContext = .unbound, proof: EnvelopeProof? = nil,
    chunkSize: Int = EnvelopeSealer.defaultChunkSize
  ) throws(PolderError) {
    try self.init(
      kind, from: sender, to: recipients, nonce: nonce, created: created, context: context,
      proof: proof, chunkSize: chunkSize, secrets: .fresh())
  }

  init(
    _ kind: EnvelopeKind, from sender: EnvelopeSender, to recipients: [EnvelopeParty], nonce: TaskNonce,
    created: Timestamp, context: EnvelopeContext, proof: EnvelopeProof?, chunkSize: Int, secrets: EnvelopeSecrets
  ) throws(PolderError) {
    let proof = proof ?? (recipients.count == 1 ? .recipient : .everyone)
    try Self.check(recipients, proof: proof)
    try Self.check(context, created: created, chunkSize: chunkSize)
    let keys = EnvelopeKeys(secret: secrets.secret)
    var wrapped: [EnvelopeRecipient] = []
    for party in recipients.sorted(by: { $0.organization < $1.organization }) {
      wrapped.append(
        EnvelopeRecipient(
          organization: party.organization, fingerprint: party.key.fingerprint,
          wrapped: try secrets.wrap(secrets.secret, party)))
    }
    header = EnvelopeHeader(
      kind: kind, proof: proof, created: created, nonce: nonce, sender: sender.organization,
      senderFingerprint: sender.key.publicKey.fingerprint, context: context, recipients: wrapped, chunkSize: chunkSize,
      prefix: secrets.prefix, commitment: keys.commitment)
    self.sender = sender.key
    head = header.bytes
    chunks = EnvelopeChunks(
      key: keys.content, prefix: secrets.prefix, headerHash: EnvelopeForm.headerHash(head), size: chunkSize,
      proof: proof)
  }

  /// Takes plaintext and gives the chunks that are complete.
  ///
  /// A full chunk waits until it is known whether it is the last.
  public mutating func update(_ bytes: [UInt8]) throws(PolderError) -> [UInt8] {
    guard !isFinished else { throw .finishedEnvelope }
    buffer.add(bytes)
    let sealed = try seal(full: max(0, buffer.count - 1) / chunks.size, endsHere: false)
    buffer.settle()
    return sealed
  }

  /// Gives the last chunk and the signature.
  public mutating func finish() throws(PolderError) -> [UInt8] {
    guard !isFinished else { throw .finishedEnvelope }
    var sealed = try seal(full: 0, endsHere: true)
    isFinished = true
    let signature = try sender.sign(
      EnvelopeForm.signed(headerHash: chunks.headerHash, digest: digest.finish()))
    var trailer = EnvelopeWriter()
    trailer.counted(signature)
    sealed.append(contentsOf: trailer.bytes)
    return sealed
  }

  private mutating func seal(full count: Int, endsHere: Bool) throws(PolderError) -> [UInt8] {
    var pieces: [ArraySlice<UInt8>] = []
    for _ in 0..<count { pieces.append(buffer.take(chunks.size)) }
    if endsHere { pieces.append(buffer.take(buffer.count)) }
    guard !pieces.isEmpty else { return takeHead() }
    let batch: EnvelopeChunks.Batch
    do {
      batch = try chunks.seal(pieces, from: index, endsHere: endsHere)
    } catch {
      isFinished = true
      throw error
    }
    digest.add(batch.leaves)
    index += UInt32(pieces.count)
    guard !head.isEmpty else { return batch.bytes }
    return takeHead() + batch.bytes
  }

  private mutating func takeHead() -> [UInt8] {
    defer { head = [] }
    return head
  }
}
