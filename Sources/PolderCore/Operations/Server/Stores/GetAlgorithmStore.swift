/// Shows an algorithm store.
public enum GetAlgorithmStore: Operation {
  /// The id in the path.
  public typealias Path = AlgorithmStoreID
  /// The algorithm store.
  public typealias Reply = Wire.AlgorithmStore
  /// `GET /algorithmstore/<id>`
  public static let route = Route(.get, "algorithmstore/<id>")
  /// Who may.
  public static let access = Access([.user, .node], ListAlgorithmStores.sight)
  /// What it does.
  public static let summary = "Shows an algorithm store"
}
