/// Shows a role of a store.
public enum GetStoreRole: StoreOperation {
  /// The id in the path.
  public typealias Path = StoreRoleID
  /// The role.
  public typealias Reply = Wire.StoreRole
  /// `GET /role/<id>`
  public static let route = Route(.get, "role/<id>")
  /// Who may.
  public static let level = StoreLevel.permission(.init(.role, .view))
  /// What it does.
  public static let summary = "Shows a role"
}
