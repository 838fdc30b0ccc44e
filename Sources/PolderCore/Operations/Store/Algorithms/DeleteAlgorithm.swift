/// Removes an algorithm with its functions.
public enum DeleteAlgorithm: StoreOperation {
  /// The id in the path.
  public typealias Path = AlgorithmID
  /// That it was done.
  public typealias Reply = Wire.Message
  /// `DELETE /algorithm/<id>`
  public static let route = Route(.delete, "algorithm/<id>")
  /// Who may.
  public static let level = StoreLevel.permission(.init(.algorithm, .delete))
  /// What it does.
  public static let summary = "Removes an algorithm"
}
