/// A request that its sender may send again.
public struct IdempotentRequest: Sendable {
  /// Who sends it.
  public let caller: String
  /// The sender's name for it.
  public let key: String
  /// Method and path.
  public let route: String
  /// The body as sent.
  public let body: [UInt8]

  /// A request.
  public init(caller: String, key: String, route: String, body: [UInt8]) {
    self.caller = caller
    self.key = key
    self.route = route
    self.body = body
  }
}
