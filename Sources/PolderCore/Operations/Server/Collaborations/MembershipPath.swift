/// An organization in a collaboration, as a path names it.
public struct MembershipPath: PathParameters {
  /// The collaboration.
  public let collaboration: CollaborationID
  /// The organization.
  public let organization: OrganizationID

  /// An organization in a collaboration.
  public init(collaboration: CollaborationID, organization: OrganizationID) {
    self.collaboration = collaboration
    self.organization = organization
  }

  /// Reads both ids.
  public init?(parts: [String]) {
    guard parts.count == 2, let collaboration = CollaborationID(parts: [parts[0]]),
      let organization = OrganizationID(parts: [parts[1]])
    else { return nil }
    self.init(collaboration: collaboration, organization: organization)
  }

  /// Both ids.
  public var parts: [String] { collaboration.parts + organization.parts }
}
