/// Takes an algorithm out of use; it stays to be looked at.
public enum InvalidateAlgorithm: StoreOperation {
  /// The id in the path.
  public typealias Path = AlgorithmID
  /// That it was done.
  public typealias Reply = Wire.Message
  /// `POST /algorithm/<id>/invalidate`
  public static let route = Route(.post, "algorithm/<id>/invalidate")
  /// Who may.
  public static let level = StoreLevel.permission(.init(.algorithm, .delete))
  /// What it does.
  public static let summary = "Takes an algorithm out of use"
}
