/// Removes a review.
public enum DeleteReview: StoreOperation {
  /// The id in the path.
  public typealias Path = ReviewID
  /// That it was done.
  public typealias Reply = Wire.Message
  /// `DELETE /review/<id>`
  public static let route = Route(.delete, "review/<id>")
  /// Who may, as long as the algorithm is not approved.
  public static let level = StoreLevel.permission(.init(.review, .delete))
  /// What it does.
  public static let summary = "Removes a review"
}
