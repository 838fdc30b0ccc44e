/// Who calls, with everything the authorizer may look at; loaded in the transaction of the request.
public struct Principal: Sendable {
  /// What only one kind of caller has.
  public enum Identity: Sendable {
    /// A person.
    case user(id: UserID, username: String)
    /// A node and the collaboration it serves.
    case node(id: NodeID, name: String, collaboration: CollaborationID?)
    /// An algorithm and the claims of its token.
    case container(ContainerClaims)
  }

  /// What only one kind of caller has.
  public let identity: Identity
  /// The organization the caller belongs to; a user made by an import may have none.
  public let organization: OrganizationID?
  /// The collaborations it acts in: all of its organization, or the token's for a container.
  public let collaborations: Set<CollaborationID>
  /// The organizations in those collaborations.
  public let collaborators: Set<OrganizationID>
  /// Those collaborators whose membership nobody of theirs has confirmed yet (deviation 34).
  public let unconfirmed: Set<OrganizationID>
  /// What it may do.
  public let rules: RuleSet
  /// Whether the token was made for another service to have it validated, and gives no access (deviation 25).
  public let isForValidationOnly: Bool

  /// A caller.
  public init(
    _ identity: Identity, organization: OrganizationID?, collaborations: Set<CollaborationID>,
    collaborators: Set<OrganizationID>, unconfirmed: Set<OrganizationID> = [], rules: RuleSet,
    isForValidationOnly: Bool = false
  ) {
    self.identity = identity
    self.organization = organization
    self.collaborations = collaborations
    self.collaborators = collaborators
    self.unconfirmed = unconfirmed
    self.rules = rules
    self.isForValidationOnly = isForValidationOnly
  }

  /// The kind of caller.
  public var kind: PrincipalKind {
    switch identity {
    case .user: .user
    case .node: .node
    case .container: .container
    }
  }

  /// The id of a user or a node; nil for a container.
  public var id: UserID? {
    switch identity {
    case .user(let id, _), .node(let id, _, _): id
    case .container: nil
    }
  }

  /// The claims of a container.
  public var container: ContainerClaims? { if case .container(let claims) = identity { claims } else { nil } }
}
