/// Shows an organization.
public enum GetOrganization: Operation {
  /// The id in the path.
  public typealias Path = OrganizationID
  /// The organization.
  public typealias Reply = Wire.Organization
  /// `GET /organization/<id>`
  public static let route = Route(.get, "organization/<id>")
  /// Who may.
  public static let access = Access(
    [.user, .node, .container],
    .any([
      .all([.whenKind(.node, .ownOrganization), .organization(.organization, .view)]),
      .all([.ownCollaboration, .atLeast(.collaboration, .organization, .view)]),
    ]), refusal: "You do not have permission to do that!")
  /// What it does.
  public static let summary = "Shows an organization"
}
