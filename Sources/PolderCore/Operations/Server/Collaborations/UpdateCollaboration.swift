/// Changes a collaboration.
public enum UpdateCollaboration: Operation {
  /// The id in the path.
  public typealias Path = CollaborationID
  /// What changes; what is absent stays.
  public struct Change: RequestBody {
    /// The name.
    public var name: String?
    /// Its organizations, in place of those it has.
    public var organizationIDs: [OrganizationID]?
    /// Whether inputs and results are encrypted between organizations.
    public var encrypted: Bool?

    /// Nothing given.
    public init() {}

    /// The fields.
    public static let fields: [BodyField<Self>] = [
      .init("name", \.name, .name),
      .init("organization_ids", \.organizationIDs, .distinctIDs),
      .init("encrypted", \.encrypted),
    ]
  }
  /// What changes, looked at after the permission.
  public typealias Body = LateBody<Change>
  /// The collaboration.
  public typealias Reply = Wire.Collaboration
  /// `PATCH /collaboration/<id>`
  public static let route = Route(.patch, "collaboration/<id>")
  /// Who may.
  public static let access = Access([.user], .collaboration(.collaboration, .edit))
  /// Who may replace its organizations.
  public static let accessToMembers = Access(
    [.user], .atLeast(.global, .collaboration, .edit),
    refusal: "You lack the permission to change the organizations of a collaboration!")
  /// What it does.
  public static let summary = "Changes a collaboration"
}
