/// Makes a study.
public enum CreateStudy: Operation {
  /// What it is called and who takes part.
  public struct Body: RequestBody {
    /// The name.
    public var name = ""
    /// Its collaboration.
    public var collaborationID = CollaborationID(0)
    /// Its organizations.
    public var organizationIDs: [OrganizationID] = []

    /// Nothing given.
    public init() {}

    /// The fields.
    public static let fields: [BodyField<Self>] = [
      .init(required: "name", \.name, .name),
      .init(required: "collaboration_id", \.collaborationID, .positive),
      .init(required: "organization_ids", \.organizationIDs, .distinctIDs),
    ]
  }
  /// The study with its organizations.
  public typealias Reply = Wire.Study
  /// `POST /study`
  public static let route = Route(.post, "study")
  /// Who may.
  public static let access = Access([.user], .collaboration(.study, .create))
  /// What it does.
  public static let summary = "Makes a study"
  /// Made.
  public static let status = 201
}
