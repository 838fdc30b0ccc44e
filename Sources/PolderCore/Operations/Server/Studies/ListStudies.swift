/// Lists studies.
public enum ListStudies: Operation {
  /// What to look for.
  public struct Query: QueryParameters {
    /// A pattern for the name.
    public var name: String?
    /// Only those of this organization.
    public var organizationID: OrganizationID?
    /// Only those of this collaboration.
    public var collaborationID: CollaborationID?
    /// What to put in place of addresses.
    public var include: [String] = []
    /// Page, size and order.
    public var page = PageRequest()

    /// Nothing in particular.
    public init() {}

    /// The parameters.
    public static let fields: [QueryField<Self>] =
      [
        .init("name", \.name),
        .init("organization_id", \.organizationID),
        .init("collaboration_id", \.collaborationID),
        .init("include", words: \.include),
      ] + QueryField.paging(\.page)
  }
  /// One page.
  public typealias Reply = Wire.Page<Wire.Study>
  /// `GET /study`
  public static let route = Route(.get, "study")
  /// Who may; algorithms too (deviation 17).
  public static let access = Access(
    [.user, .node, .container],
    .all([
      .whenOrganization(
        .refusing(
          "You lack the permission to request studies for this organization!",
          .any([
            .atLeast(.collaboration, .study, .view), .all([.ownOrganization, .atLeast(.organization, .study, .view)]),
          ]))),
      .whenCollaboration(
        .refusing(
          "You lack the permission to request studies for this collaboration!",
          .any([.collaboration(.study, .view), .memberOfCollaboration(.study, .view)]))),
      .atLeast(.organization, .study, .view),
    ]))
  /// What it does.
  public static let summary = "Lists studies"
}
