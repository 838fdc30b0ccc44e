import PolderClient
import PolderCore
import PolderCrypto

/// How what a node reads and writes is sealed.
enum LiveSealing: Sendable {
  /// As base64.
  case plain
  /// In the format of the Python client: opened with the own key, sealed for that of the asking organization.
  case hybrid(own: PrivateKey, asker: PublicKey)
  /// In an envelope between two organizations, about a task with an image.
  case envelope(own: EnvelopeSender, asker: EnvelopeParty, context: EnvelopeContext)

  /// A question that was opened, and what its answer has to echo.
  struct Question: Sendable {
    let bytes: [UInt8]
    var nonce: TaskNonce?
  }

  /// Opens an input: a text as ASCII, or the bytes of a blob.
  func open(_ stored: [UInt8], isBlob: Bool) throws -> Question {
    let text = String(decoding: stored, as: UTF8.self)
    switch self {
    case .plain: return Question(bytes: try UnencryptedText.open(text))
    case .hybrid(let own, _):
      guard isBlob else { return Question(bytes: try HybridText.open(text, with: own)) }
      var opener = HybridOpener(with: own)
      return Question(bytes: try Self.all(of: stored, through: &opener))
    case .envelope(let own, let asker, let context):
      let expectation = EnvelopeExpectation(.input, from: asker, context: context)
      guard isBlob else {
        let (bytes, header) = try Envelope.open(text, as: own, expecting: expectation)
        return Question(bytes: bytes, nonce: header.nonce)
      }
      var opener = EnvelopeOpener(as: own, expecting: expectation)
      let bytes = try Self.all(of: stored, through: &opener)
      return Question(bytes: bytes, nonce: opener.header?.nonce)
    }
  }

  /// Seals a result: a text as ASCII, or the bytes of a blob.
  func seal(_ bytes: [UInt8], asBlob isBlob: Bool, to question: Question) throws -> [UInt8] {
    switch self {
    case .plain: return Array(UnencryptedText.seal(bytes).utf8)
    case .hybrid(_, let asker):
      guard isBlob else { return Array(try HybridText.seal(bytes, for: asker).utf8) }
      var sealer = try HybridSealer(for: asker)
      return try Self.all(of: bytes, through: &sealer)
    case .envelope(let own, let asker, let context):
      guard let nonce = question.nonce else {
        throw PolderError("testing-no-nonce", "The question came without a nonce, so it has no answer.")
      }
      var sealer = try EnvelopeSealer(
        .result, from: own, to: [asker], nonce: nonce, created: LiveNode.moment, context: context)
      let sealed = try Self.all(of: bytes, through: &sealer)
      return isBlob ? sealed : Array(Envelope.text(of: sealed).utf8)
    }
  }

  private static func all(of bytes: [UInt8], through filter: inout some ByteFilter) throws -> [UInt8] {
    var made = try filter.update(bytes)
    made += try filter.finish()
    return made
  }
}
