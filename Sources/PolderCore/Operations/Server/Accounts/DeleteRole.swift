/// Removes a role.
public enum DeleteRole: Operation {
  /// The id in the path.
  public typealias Path = RoleID
  /// How far it goes.
  public struct Query: QueryParameters {
    /// Whether it is taken away from users who have it.
    public var deleteDependents: Bool?

    /// Nothing in particular.
    public init() {}

    /// The parameters.
    public static let fields: [QueryField<Self>] = [.init("delete_dependents", \.deleteDependents)]
  }
  /// That it was done.
  public typealias Reply = Wire.Message
  /// `DELETE /role/<id>`
  public static let route = Route(.delete, "role/<id>")
  /// Who may.
  public static let access = Access(
    [.user],
    .refusing("You lack the permission to d roles for organization {organization}!", .organization(.role, .delete)))
  /// What it does.
  public static let summary = "Removes a role"
}
