/// Shows a role.
public enum GetRole: Operation {
  /// The id in the path.
  public typealias Path = RoleID
  /// The role.
  public typealias Reply = Wire.Role
  /// `GET /role/<id>`
  public static let route = Route(.get, "role/<id>")
  /// Who may.
  public static let access = Access(
    [.user],
    .any([
      .organization(.role, .view), .holder, .all([.defaultRole, .atLeast(.organization, .role, .view)]),
    ]), refusal: "You do not have permission to view this role.")
  /// What it does.
  public static let summary = "Shows a role"
}
