/// What a request is about, gathered in its transaction before it is judged.
public struct Facts: Sendable {
  /// The organization it is about.
  public var organization: OrganizationID?
  /// The collaboration it is about.
  public var collaboration: CollaborationID?
  /// The organizations of the study it is about.
  public var members: Set<OrganizationID>
  /// The user who made what it is about.
  public var creator: UserID?
  /// The user or node it is about.
  public var subject: UserID?
  /// The rules that would be handed out or taken away.
  public var handedOut: [RuleKey]
  /// Whether the caller has the role that it is about.
  public var isHeld: Bool
  /// Whether the role that it is about is one that every server has.
  public var isDefaultRole: Bool
  /// The image that would run.
  public var image: String?
  /// The image of the container's own task.
  public var parentImage: String?
  /// Whether the container's own task is still running at its node.
  public var parentIsOpen: Bool

  /// Facts; what is not known stays nil.
  public init(
    organization: OrganizationID? = nil, collaboration: CollaborationID? = nil, members: Set<OrganizationID> = [],
    creator: UserID? = nil, subject: UserID? = nil, handedOut: [RuleKey] = [], isHeld: Bool = false,
    isDefaultRole: Bool = false, image: String? = nil, parentImage: String? = nil, parentIsOpen: Bool = false
  ) {
    self.organization = organization
    self.collaboration = collaboration
    self.members = members
    self.creator = creator
    self.subject = subject
    self.handedOut = handedOut
    self.isHeld = isHeld
    self.isDefaultRole = isDefaultRole
    self.image = image
    self.parentImage = parentImage
    self.parentIsOpen = parentIsOpen
  }
}
