/// Approves an algorithm as one of its reviewers.
public enum ApproveReview: StoreOperation {
  /// The id in the path.
  public typealias Path = ReviewID
  /// What the reviewer says.
  public typealias Body = ReviewVerdict
  /// That it was done.
  public typealias Reply = Wire.Message
  /// `POST /review/<id>/approve`
  public static let route = Route(.post, "review/<id>/approve")
  /// Who may; of those, whoever was asked.
  public static let level = StoreLevel.permission(.init(.review, .edit))
  /// What it does.
  public static let summary = "Approves an algorithm as one of its reviewers"
}
