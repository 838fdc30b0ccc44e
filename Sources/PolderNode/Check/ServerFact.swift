/// What a server says about itself.
public struct ServerFact: Sendable, Hashable {
  /// The version of the contract.
  public var version: String
  /// The version of Polder, where it is Polder.
  public var polder: String?
  /// How far its clock is ahead of this machine's; nil when it does not tell its time.
  public var ahead: Duration?

  /// A fact.
  public init(version: String, polder: String? = nil, ahead: Duration? = nil) {
    self.version = version
    self.polder = polder
    self.ahead = ahead
  }
}
