/// Deletes an organization.
public enum DeleteOrganization: Operation {
  /// The id in the path.
  public typealias Path = OrganizationID
  /// Whether to take dependents along.
  public typealias Query = DependentsQuery
  /// What was done.
  public typealias Reply = Wire.Message
  /// `DELETE /organization/<id>`
  public static let route = Route(.delete, "organization/<id>")
  /// Who may.
  public static let access = Access([.user], .atLeast(.global, .organization, .delete))
  /// What it does.
  public static let summary = "Deletes an organization"
  /// The permission comes first.
  public static let authorizesBeforeBody = true
}
