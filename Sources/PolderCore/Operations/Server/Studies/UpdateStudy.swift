/// Changes a study.
public enum UpdateStudy: Operation {
  /// The id in the path.
  public typealias Path = StudyID
  /// What changes; what is absent stays.
  public struct Change: RequestBody {
    /// The name.
    public var name: String?
    /// Ignored here.
    public var collaborationID: CollaborationID?
    /// Its organizations, in place of those it has.
    public var organizationIDs: [OrganizationID]?

    /// Nothing given.
    public init() {}

    /// The fields.
    public static let fields: [BodyField<Self>] = [
      .init("name", \.name, .name),
      .init("collaboration_id", \.collaborationID, .positive),
      .init("organization_ids", \.organizationIDs, .distinctIDs),
    ]
  }
  /// What changes, looked at after the permission.
  public typealias Body = LateBody<Change>
  /// The study with its organizations.
  public typealias Reply = Wire.Study
  /// `PATCH /study/<id>`
  public static let route = Route(.patch, "study/<id>")
  /// Who may.
  public static let access = Access([.user], .study(.study, .edit))
  /// What it does.
  public static let summary = "Changes a study"
}
