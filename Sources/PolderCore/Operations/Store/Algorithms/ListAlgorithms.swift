/// Lists algorithms: those that are approved, unless others are asked for.
public enum ListAlgorithms: StoreOperation {
  /// What to look for.
  public struct Query: QueryParameters {
    /// A pattern for the name.
    public var name: String?
    /// A pattern for the description.
    public var description: String?
    /// An image with its tag or digest; only the entry that it is.
    public var image: String?
    /// How the data are shared out.
    public var partitioning: String?
    /// A pattern for the version of the contract that it was made for.
    public var vantage6Version: String?
    /// The same by the name that the Python client gives it.
    public var v6Version: String?
    /// Only those that wait for reviewers.
    public var awaitingReviewerAssignment: Bool?
    /// Only those that are being reviewed.
    public var underReview: Bool?
    /// Those of either kind.
    public var inReviewProcess: Bool?
    /// Only those that were rejected, replaced or removed.
    public var invalidated: Bool?
    /// Page, size and order.
    public var page = PageRequest()

    /// Nothing in particular.
    public init() {}

    /// The parameters.
    public static let fields: [QueryField<Self>] =
      [
        .init("name", \.name),
        .init("description", \.description),
        .init("image", \.image),
        .init("partitioning", \.partitioning),
        .init("vantage6_version", \.vantage6Version),
        .init("v6_version", \.v6Version),
        .init(flag: "awaiting_reviewer_assignment", \.awaitingReviewerAssignment),
        .init(flag: "under_review", \.underReview),
        .init(flag: "in_review_process", \.inReviewProcess),
        .init(flag: "invalidated", \.invalidated),
      ] + QueryField.paging(\.page)
  }
  /// One page.
  public typealias Reply = Wire.Page<Wire.Algorithm>
  /// `GET /algorithm`
  public static let route = Route(.get, "algorithm")
  /// Who may; nodes ask for approved ones only.
  public static let level = StoreLevel.sight(acceptsNodes: true)
  /// What it does.
  public static let summary = "Lists algorithms"
}
