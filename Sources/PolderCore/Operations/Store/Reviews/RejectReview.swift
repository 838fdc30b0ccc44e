/// Rejects an algorithm as one of its reviewers.
public enum RejectReview: StoreOperation {
  /// The id in the path.
  public typealias Path = ReviewID
  /// What the reviewer says.
  public typealias Body = ReviewVerdict
  /// That it was done.
  public typealias Reply = Wire.Message
  /// `POST /review/<id>/reject`
  public static let route = Route(.post, "review/<id>/reject")
  /// Who may; of those, whoever was asked.
  public static let level = StoreLevel.permission(.init(.review, .edit))
  /// What it does.
  public static let summary = "Rejects an algorithm as one of its reviewers"
}
