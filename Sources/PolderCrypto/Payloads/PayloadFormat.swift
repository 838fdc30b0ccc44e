/// How an input or a result was sealed, as its first bytes tell.
package enum PayloadFormat: Sendable {
  /// Base64, which everybody reads.
  case plain
  /// The format of the Python client, which is not authenticated.
  case hybrid
  /// The authenticated envelope.
  case envelope

  /// How many bytes of a blob decide; the header of the Python client's format is shorter.
  package static let headLength = 4 << 10

  /// The format of a text.
  package init(_ text: String) {
    if Envelope.isEnvelope(text) {
      self = .envelope
    } else {
      self = text.utf8.contains(UInt8(ascii: "$")) ? .hybrid : .plain
    }
  }

  /// The format of a blob that begins so.
  package init(_ head: [UInt8]) {
    if Envelope.isEnvelope(head) {
      self = .envelope
    } else {
      self = head.prefix(Self.headLength).contains(UInt8(ascii: "$")) ? .hybrid : .plain
    }
  }
}
