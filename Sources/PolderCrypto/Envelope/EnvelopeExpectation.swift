/// What an envelope has to be, as far as the reader knows without the server: it is checked before anything is opened.
public struct EnvelopeExpectation: Sendable {
  /// What it holds.
  public let kind: EnvelopeKind
  /// Who made it, with the key that is pinned for that organization.
  public let sender: EnvelopeParty
  /// The nonce of the task; nil for an input, whose nonce the header tells.
  public let nonce: TaskNonce?
  /// What it was found with; nil where nothing is to be compared.
  public let context: EnvelopeContext?

  /// What an envelope has to be.
  /// - Parameters:
  ///   - kind: what it holds
  ///   - sender: who made it, with the pinned key
  ///   - nonce: the nonce of the task that a result must answer; nil for an input
  ///   - context: the image, collaboration and databases that it was found with; each part that is not nil has to be
  ///     bound by the sender, and equal
  public init(
    _ kind: EnvelopeKind, from sender: EnvelopeParty, nonce: TaskNonce? = nil, context: EnvelopeContext? = nil
  ) {
    self.kind = kind
    self.sender = sender
    self.nonce = nonce
    self.context = context
  }
}
