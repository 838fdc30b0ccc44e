/// Before whom the signature of an envelope proves its content.
public enum EnvelopeProof: String, Sendable, Hashable, CaseIterable {
  /// Before everyone: the signature covers a hash of every chunk. Whoever can open the envelope, or has stolen a key that
  /// can, still can not change it. Costs one SHA-256 of all that is sent.
  case everyone
  /// Before the one recipient: the signature covers the tags of the chunks, which nobody can keep and change a chunk but
  /// who knows the key of the content: the sender and that recipient. As fast as the cipher.
  case recipient

  /// How the header writes it.
  var number: UInt8 {
    switch self {
    case .everyone: 1
    case .recipient: 2
    }
  }
}
