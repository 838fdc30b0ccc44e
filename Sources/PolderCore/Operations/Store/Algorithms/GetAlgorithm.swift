/// Shows an algorithm.
public enum GetAlgorithm: StoreOperation {
  /// The id in the path.
  public typealias Path = AlgorithmID
  /// The algorithm.
  public typealias Reply = Wire.Algorithm
  /// `GET /algorithm/<id>`
  public static let route = Route(.get, "algorithm/<id>")
  /// Who may.
  public static let level = StoreLevel.sight(acceptsNodes: false)
  /// What it does.
  public static let summary = "Shows an algorithm"
}
