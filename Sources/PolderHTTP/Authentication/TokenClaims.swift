public import PolderCore

/// What a verified access token says.
public struct TokenClaims: Sendable, Hashable {
  /// For whom it was made.
  public enum Subject: Sendable, Hashable {
    /// A person.
    case user(UserID)
    /// A node.
    case node(NodeID)
    /// An algorithm.
    case container(ContainerClaims)
  }

  /// For whom it was made.
  public let subject: Subject
  /// The token's own id.
  public let tokenID: String
  /// The session it belongs to: all tokens refreshed from one login.
  public let session: String?
  /// When it was made.
  public let issuedAt: Timestamp
  /// Whether `issuedAt` is exact to the millisecond, else to the second.
  public let isExact: Bool
  /// When it ends; nil for never.
  public let expiresAt: Timestamp?
  /// Whether it is good for its own validation only (deviation 25).
  public let isForValidationOnly: Bool

  /// Claims.
  public init(
    subject: Subject, tokenID: String, session: String?, issuedAt: Timestamp, isExact: Bool, expiresAt: Timestamp?,
    isForValidationOnly: Bool = false
  ) {
    self.subject = subject
    self.tokenID = tokenID
    self.session = session
    self.issuedAt = issuedAt
    self.isExact = isExact
    self.expiresAt = expiresAt
    self.isForValidationOnly = isForValidationOnly
  }

  /// The kind of caller.
  public var kind: PrincipalKind {
    switch subject {
    case .user: .user
    case .node: .node
    case .container: .container
    }
  }

  /// The kind and number of the caller, for the log; one caller, one name.
  public var callerName: String {
    switch subject {
    case .user(let id): isForValidationOnly ? "user:\(id):validation" : "user:\(id)"
    case .node(let id): "node:\(id)"
    case .container(let claims): "container:\(claims.taskID):\(claims.nodeID)"
    }
  }

  /// Whether the token is older than a moment; of the same second counts as newer where seconds are all that is known.
  public func isOlder(than moment: Timestamp) -> Bool {
    if isExact { return issuedAt.microseconds / 1_000 < moment.microseconds / 1_000 }
    return issuedAt.seconds < moment.seconds
  }
}
