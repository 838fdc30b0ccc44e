/// Lists reviews.
public enum ListReviews: StoreOperation {
  /// What to look for.
  public struct Query: QueryParameters {
    /// Only those of this algorithm.
    public var algorithmID: AlgorithmID?
    /// Only those by this user.
    public var reviewerID: StoreUserID?
    /// Only those that are not given yet.
    public var underReview: Bool?
    /// Only those that are given.
    public var reviewed: Bool?
    /// Only those that approve.
    public var approved: Bool?
    /// Only those that reject.
    public var rejected: Bool?
    /// Page, size and order.
    public var page = PageRequest()

    /// Nothing in particular.
    public init() {}

    /// The parameters.
    public static let fields: [QueryField<Self>] =
      [
        .init("algorithm_id", \.algorithmID),
        .init("reviewer_id", \.reviewerID),
        .init(flag: "under_review", \.underReview),
        .init(flag: "reviewed", \.reviewed),
        .init(flag: "approved", \.approved),
        .init(flag: "rejected", \.rejected),
      ] + QueryField.paging(\.page)
  }
  /// One page.
  public typealias Reply = Wire.Page<Wire.Review>
  /// `GET /review`
  public static let route = Route(.get, "review")
  /// Who may.
  public static let level = StoreLevel.permission(.init(.review, .view))
  /// What it does.
  public static let summary = "Lists reviews"
}
