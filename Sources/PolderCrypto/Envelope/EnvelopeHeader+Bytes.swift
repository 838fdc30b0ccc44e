import PolderCore

extension EnvelopeHeader {
  /// Preamble and header: the one way to write them.
  var bytes: [UInt8] {
    var header = EnvelopeWriter()
    header.integer(kind.number)
    header.integer(proof.number)
    header.integer(created.microseconds)
    header.raw(nonce.bytes)
    header.integer(sender.rawValue)
    header.raw(senderFingerprint.digest)
    header.integer(UInt32(chunkSize))
    header.raw(prefix)
    header.raw(commitment)
    header.context(context)
    header.integer(UInt16(recipients.count))
    for recipient in recipients {
      header.integer(recipient.organization.rawValue)
      header.raw(recipient.fingerprint.digest)
      header.counted(recipient.wrapped)
    }
    var whole = EnvelopeWriter()
    whole.raw(EnvelopeForm.magic)
    whole.integer(EnvelopeForm.version)
    whole.integer(UInt32(header.bytes.count))
    whole.raw(header.bytes)
    return whole.bytes
  }

  /// Reads what follows the preamble.
  init(parsing bytes: some Collection<UInt8>) throws(PolderError) {
    var reader = EnvelopeReader(Array(bytes))
    let number: UInt8 = try reader.integer()
    guard let kind = EnvelopeKind.allCases.first(where: { $0.number == number }) else {
      throw .malformedEnvelope("its kind \(number) is none")
    }
    self.kind = kind
    let proven: UInt8 = try reader.integer()
    guard let proof = EnvelopeProof.allCases.first(where: { $0.number == proven }) else {
      throw .malformedEnvelope("its proof \(proven) is none")
    }
    self.proof = proof
    created = Timestamp(microseconds: try reader.integer())
    guard EnvelopeForm.moments.contains(created) else { throw .malformedEnvelope("it was made at no date") }
    guard let nonce = TaskNonce(bytes: try reader.raw(TaskNonce.length)) else {
      throw .malformedEnvelope("it has no nonce")
    }
    self.nonce = nonce
    sender = try reader.organization()
    senderFingerprint = try reader.fingerprint()
    let size: UInt32 = try reader.integer()
    guard EnvelopeForm.chunkSizes.contains(Int(size)) else { throw .malformedEnvelope("its chunk size is \(size)") }
    chunkSize = Int(size)
    prefix = try reader.raw(EnvelopeForm.prefixLength)
    commitment = try reader.raw(EnvelopeForm.digestLength)
    context = try reader.context()
    recipients = try reader.recipients()
    guard reader.isAtEnd else { throw .malformedEnvelope("bytes follow in its header") }
    // One recipient could change what another reads, if the signature did not cover every chunk.
    guard proof == .everyone || recipients.count == 1 else {
      throw .malformedEnvelope("its signature does not protect its recipients from each other")
    }
  }
}
