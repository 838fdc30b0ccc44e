/// What a server says to a node that has logged in.
public struct LoginFact: Sendable, Hashable {
  /// Who the node is.
  public var identity: NodeIdentity
  /// Whether the server takes the collaboration for encrypted.
  public var isEncrypted: Bool
  /// The organization's public key as the server has it; empty for none.
  public var publicKey: String
  /// How far the server's clock is ahead, as its token says.
  public var ahead: Duration?

  /// A fact.
  public init(identity: NodeIdentity, isEncrypted: Bool, publicKey: String, ahead: Duration? = nil) {
    self.identity = identity
    self.isEncrypted = isEncrypted
    self.publicKey = publicKey
    self.ahead = ahead
  }
}
