public import PolderCore

/// What a session needs to go on in another process. It is worth as much as a password: keep it where only its user can
/// read it.
public struct StoredSession: Codable, Sendable, Hashable {
  /// The token that requests carry.
  public let access: String
  /// The token that is exchanged for new ones.
  public let refresh: String
  /// When the tokens came, by the clock here; nil when that is not known.
  public let received: Timestamp?

  /// A session that was stored.
  /// - Parameters:
  ///   - access: the token that requests carry
  ///   - refresh: the token that is exchanged for new ones
  ///   - received: when the tokens came, by the clock here
  public init(access: String, refresh: String, received: Timestamp? = nil) {
    self.access = access
    self.refresh = refresh
    self.received = received
  }
}

extension StoredSession: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
  /// Nothing of the tokens.
  public var description: String { "StoredSession(hidden)" }
  /// Nothing of the tokens.
  public var debugDescription: String { description }
  /// Nothing of the tokens.
  public var customMirror: Mirror { Mirror(self, children: [:]) }
}
