/// Makes a collaboration.
public enum CreateCollaboration: Operation {
  /// What it is called and who takes part.
  public struct Body: RequestBody {
    /// The name.
    public var name = ""
    /// Its organizations.
    public var organizationIDs: [OrganizationID] = []
    /// Whether inputs and results are encrypted between organizations.
    public var encrypted = false

    /// Nothing given.
    public init() {}

    /// The fields.
    public static let fields: [BodyField<Self>] = [
      .init(required: "name", \.name, .name),
      .init(required: "organization_ids", \.organizationIDs, .distinctIDs),
      .init(required: "encrypted", \.encrypted),
    ]
  }
  /// The collaboration.
  public typealias Reply = Wire.Collaboration
  /// `POST /collaboration`
  public static let route = Route(.post, "collaboration")
  /// Who may.
  public static let access = Access([.user], .atLeast(.global, .collaboration, .create))
  /// What it does.
  public static let summary = "Makes a collaboration"
}
