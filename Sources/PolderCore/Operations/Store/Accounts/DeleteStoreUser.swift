/// Removes a user of a store.
public enum DeleteStoreUser: StoreOperation {
  /// The id in the path.
  public typealias Path = StoreUserID
  /// That it was done.
  public typealias Reply = Wire.Message
  /// `DELETE /user/<id>`
  public static let route = Route(.delete, "user/<id>")
  /// Who may.
  public static let level = StoreLevel.permission(.init(.user, .delete))
  /// What it does.
  public static let summary = "Removes a user"
}
