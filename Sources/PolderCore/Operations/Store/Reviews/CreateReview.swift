/// Asks a user to review an algorithm.
public enum CreateReview: StoreOperation {
  /// What is reviewed, and by whom.
  public struct Body: RequestBody, Hashable {
    /// The algorithm.
    public var algorithmID = AlgorithmID(0)
    /// The reviewer.
    public var reviewerID = StoreUserID(0)

    /// Nothing given.
    public init() {}

    /// The fields.
    public static let fields: [BodyField<Self>] = [
      .init(required: "algorithm_id", \.algorithmID, .positive),
      .init(required: "reviewer_id", \.reviewerID, .positive),
    ]
  }
  /// The review.
  public typealias Reply = Wire.Review
  /// `POST /review`
  public static let route = Route(.post, "review")
  /// Who may, as far as the store's rules let them choose reviewers.
  public static let level = StoreLevel.permission(.init(.review, .create))
  /// What it does.
  public static let summary = "Asks a user to review an algorithm"
  /// Made.
  public static let status = 201
}
