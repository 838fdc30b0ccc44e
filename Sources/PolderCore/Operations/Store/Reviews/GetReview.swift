/// Shows a review.
public enum GetReview: StoreOperation {
  /// The id in the path.
  public typealias Path = ReviewID
  /// The review.
  public typealias Reply = Wire.Review
  /// `GET /review/<id>`
  public static let route = Route(.get, "review/<id>")
  /// Who may.
  public static let level = StoreLevel.permission(.init(.review, .view))
  /// What it does.
  public static let summary = "Shows a review"
}
