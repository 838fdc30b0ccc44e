/// Shows a user of a store.
public enum GetStoreUser: StoreOperation {
  /// The id in the path.
  public typealias Path = StoreUserID
  /// The user.
  public typealias Reply = Wire.StoreUser
  /// `GET /user/<id>`
  public static let route = Route(.get, "user/<id>")
  /// Who may.
  public static let level = StoreLevel.permission(.init(.user, .view))
  /// What it does.
  public static let summary = "Shows a user"
}
