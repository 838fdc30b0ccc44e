/// Lists organizations.
public enum ListOrganizations: Operation {
  /// What to look for.
  public struct Query: QueryParameters {
    /// A pattern for the name.
    public var name: String?
    /// The country.
    public var country: String?
    /// Only those of this collaboration.
    public var collaborationID: CollaborationID?
    /// Only those of this study.
    public var studyID: StudyID?
    /// Only these.
    public var ids: [OrganizationID] = []
    /// Page, size and order.
    public var page = PageRequest()

    /// Nothing in particular.
    public init() {}

    /// The parameters.
    public static let fields: [QueryField<Self>] =
      [
        .init("name", \.name),
        .init("country", \.country),
        .init("collaboration_id", \.collaborationID),
        .init("study_id", \.studyID),
        .init("ids", repeated: \.ids),
      ] + QueryField.paging(\.page)
  }
  /// One page.
  public typealias Reply = Wire.Page<Wire.Organization>
  /// `GET /organization`
  public static let route = Route(.get, "organization")
  /// Who may.
  public static let access = Access(
    [.user, .node, .container],
    .all([
      .whenCollaboration(
        .refusing(
          "You lack the permission to get all organizations in your collaboration!",
          .collaboration(.organization, .view))),
      .atLeast(.organization, .organization, .view),
    ]))
  /// What it does.
  public static let summary = "Lists organizations"
}
