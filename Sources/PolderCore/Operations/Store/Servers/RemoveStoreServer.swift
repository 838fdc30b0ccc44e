/// Has the store forget a server and its users.
public enum RemoveStoreServer: StoreOperation {
  /// The id in the path.
  public typealias Path = StoreServerID
  /// That it was done.
  public typealias Reply = Wire.Message
  /// `DELETE /vantage6-server/<id>`
  public static let route = Route(.delete, "vantage6-server/<id>")
  /// Who may, for the own server only.
  public static let level = StoreLevel.permission(.init(.server, .delete))
  /// What it does.
  public static let summary = "Forgets a server and its users"
}
