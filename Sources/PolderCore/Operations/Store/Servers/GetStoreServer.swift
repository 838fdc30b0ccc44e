/// Shows a server whose users the store knows.
public enum GetStoreServer: StoreOperation {
  /// The id in the path.
  public typealias Path = StoreServerID
  /// The server.
  public typealias Reply = Wire.StoreServer
  /// `GET /vantage6-server/<id>`
  public static let route = Route(.get, "vantage6-server/<id>")
  /// Who may.
  public static let level = StoreLevel.known
  /// What it does.
  public static let summary = "Shows a known server"
}
