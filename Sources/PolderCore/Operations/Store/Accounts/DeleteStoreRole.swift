/// Removes a role of a store.
public enum DeleteStoreRole: StoreOperation {
  /// The id in the path.
  public typealias Path = StoreRoleID
  /// Whether it is taken away from users who have it.
  public typealias Query = DependentsQuery
  /// That it was done.
  public typealias Reply = Wire.Message
  /// `DELETE /role/<id>`
  public static let route = Route(.delete, "role/<id>")
  /// Who may.
  public static let level = StoreLevel.permission(.init(.role, .delete))
  /// What it does.
  public static let summary = "Removes a role"
}
