package import PolderCore

extension EnvelopeHeader {
  /// How many bytes have to be there until the length of a header is known.
  package static let peekLength = EnvelopeForm.preambleLength

  /// How many of the first bytes of an envelope hold its header; nil while too few are there to tell.
  /// - Throws: `PolderError` `envelope-malformed`, `envelope-version`, `envelope-too-large`
  package static func length(of start: [UInt8]) throws(PolderError) -> Int? {
    guard start.count >= EnvelopeForm.preambleLength else { return nil }
    var reader = EnvelopeReader(Array(start.prefix(EnvelopeForm.preambleLength)))
    guard try reader.raw(EnvelopeForm.magic.count) == EnvelopeForm.magic else {
      throw .malformedEnvelope("it does not begin like one")
    }
    let version: UInt16 = try reader.integer()
    guard version == EnvelopeForm.version else { throw .unknownEnvelopeVersion("\(version)") }
    let length: UInt32 = try reader.integer()
    guard length <= EnvelopeForm.maximumHeader else {
      throw PolderError(
        .envelopeTooLarge, "The envelope claims a header of \(length) bytes; none needs so many.",
        nextStep: "Do not use it: it is damaged or made to do harm.")
    }
    return EnvelopeForm.preambleLength + Int(length)
  }

  /// What an envelope says of itself, before anything of it was verified: good for nothing but to find out what is to be
  /// expected of it, which its opener then holds it against.
  /// - Parameter start: the first bytes, at least those of the header
  /// - Returns: the header
  /// - Throws: `PolderError` `envelope-malformed`, `envelope-truncated` and as `length(of:)`
  package static func peek(at start: [UInt8]) throws(PolderError) -> EnvelopeHeader {
    guard let length = try Self.length(of: start), start.count >= length else { throw .truncatedEnvelope }
    return try EnvelopeHeader(parsing: start[EnvelopeForm.preambleLength..<length])
  }
}
