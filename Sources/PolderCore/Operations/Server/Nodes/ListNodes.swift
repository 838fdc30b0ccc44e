/// Lists nodes.
public enum ListNodes: Operation {
  /// What to look for.
  public struct Query: QueryParameters {
    /// Only those of this organization.
    public var organizationID: OrganizationID?
    /// Only those of this collaboration.
    public var collaborationID: CollaborationID?
    /// Only those of this study.
    public var studyID: StudyID?
    /// `online` or `offline`.
    public var status: String?
    /// The address in the VPN.
    public var ip: String?
    /// A pattern for the name.
    public var name: String?
    /// Heard of at this time or later.
    public var lastSeenFrom: Timestamp?
    /// Heard of at this time or earlier.
    public var lastSeenTill: Timestamp?
    /// Page, size and order.
    public var page = PageRequest()

    /// Nothing in particular.
    public init() {}

    /// The parameters.
    public static let fields: [QueryField<Self>] =
      [
        .init("organization_id", \.organizationID),
        .init("collaboration_id", \.collaborationID),
        .init("study_id", \.studyID),
        .init("status", \.status),
        .init("ip", \.ip),
        .init("name", \.name),
        .init("last_seen_from", \.lastSeenFrom),
        .init("last_seen_till", \.lastSeenTill),
      ] + QueryField.paging(\.page)
  }
  /// One page.
  public typealias Reply = Wire.Page<Wire.Node>
  /// `GET /node`
  public static let route = Route(.get, "node")
  /// Who may.
  public static let access = Access(
    [.user, .node],
    .all([
      .whenOrganization(
        .refusing(
          "You lack the permission view nodes from the organization with id {organization}!",
          .organization(.node, .view))),
      .whenCollaboration(
        .refusing(
          "You lack the permission view nodes from the collaboration with id {collaboration}!",
          .collaboration(.node, .view))),
      .atLeast(.organization, .node, .view),
    ]))
  /// What it does.
  public static let summary = "Lists nodes"
}
