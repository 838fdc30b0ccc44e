public import PolderCore

/// Whole envelopes, as text for `run.input` and `run.result` and as bytes.
public enum Envelope {
  /// Whether a text is an envelope of any version: no text of the old format, and no base64, begins so.
  public static func isEnvelope(_ text: String) -> Bool { text.utf8.starts(with: EnvelopeForm.textFamily.utf8) }

  /// Whether bytes, or the first eight of them, are an envelope of any version.
  public static func isEnvelope(_ bytes: [UInt8]) -> Bool { bytes.starts(with: EnvelopeForm.magic) }

  /// Seals a plaintext: one text for all recipients, with a signature that proves it before everyone.
  /// - Parameters:
  ///   - plaintext: the plaintext
  ///   - kind: what it is
  ///   - sender: who signs it
  ///   - recipients: who can open it: 1 to 1,024, each organization once
  ///   - nonce: the nonce of the task
  ///   - created: the present moment
  ///   - context: what it is made for
  /// - Returns: ASCII that both servers take for the input of an encrypted collaboration
  /// - Throws: `PolderError` `envelope-parties`, `envelope-settings`, `envelope-unsealed`
  public static func seal(
    _ plaintext: [UInt8], _ kind: EnvelopeKind, from sender: EnvelopeSender, to recipients: [EnvelopeParty],
    nonce: TaskNonce, created: Timestamp, context: EnvelopeContext = .unbound
  ) throws(PolderError) -> String {
    var sealer = try EnvelopeSealer(
      kind, from: sender, to: recipients, nonce: nonce, created: created, context: context, proof: .everyone)
    var bytes = try sealer.update(plaintext)
    bytes.append(contentsOf: try sealer.finish())
    return text(of: bytes)
  }

  /// Opens a text.
  /// - Parameters:
  ///   - text: the text
  ///   - own: who opens it
  ///   - expectation: what it has to be
  /// - Returns: the plaintext, and the header that the sender signed
  /// - Throws: `PolderError` with one of the codes `envelope-…`
  public static func open(
    _ text: String, as own: EnvelopeSender, expecting expectation: EnvelopeExpectation
  ) throws(PolderError) -> (plaintext: [UInt8], header: EnvelopeHeader) {
    var opener = EnvelopeOpener(as: own, expecting: expectation)
    let plaintext = try opener.update(bytes(of: text))
    _ = try opener.finish()
    guard let header = opener.header else { throw .truncatedEnvelope }
    return (plaintext, header)
  }

  /// The text of the bytes of an envelope.
  public static func text(of bytes: [UInt8]) -> String { EnvelopeForm.textPrefix + Base64.encode(bytes) }

  /// The bytes of the text of an envelope.
  /// - Throws: `PolderError` `envelope-malformed`, `envelope-version`
  public static func bytes(of text: String) throws(PolderError) -> [UInt8] {
    guard isEnvelope(text) else { throw .malformedEnvelope("the text does not begin like one") }
    let prefix = EnvelopeForm.textPrefix.utf8
    guard text.utf8.starts(with: prefix) else {
      let rest = text.utf8.dropFirst(EnvelopeForm.textFamily.utf8.count)
      let version = rest.prefix { $0 != UInt8(ascii: ":") }.prefix(16)
      // An error shows it, and the server may have written it.
      let isPlain = version.allSatisfy { (0x21...0x7E).contains($0) }
      throw .unknownEnvelopeVersion(isPlain ? String(decoding: version, as: UTF8.self) : "no name")
    }
    let body = text.utf8.dropFirst(prefix.count)
    // The alphabet for addresses would be a second way to write the same envelope.
    guard !body.contains(where: { $0 == UInt8(ascii: "-") || $0 == UInt8(ascii: "_") }),
      let bytes = Base64.decode(body)
    else {
      throw .malformedEnvelope("its text is not base64")
    }
    return bytes
  }
}
