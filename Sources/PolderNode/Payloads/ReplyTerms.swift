import PolderCrypto

/// How the result of a run has to be sealed: as its input was. It is written down with the run, so that a later process of
/// the node answers in the same way.
public struct ReplyTerms: Sendable, Hashable, Codable {
  /// The format of the input.
  let format: EncryptionFormat
  /// The nonce of the task, which the result echoes; nil where the format has none.
  let nonce: TaskNonce?

  init(_ format: EncryptionFormat, nonce: TaskNonce? = nil) {
    self.format = format
    self.nonce = nonce
  }
}
