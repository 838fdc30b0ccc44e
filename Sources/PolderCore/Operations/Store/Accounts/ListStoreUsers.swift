/// Lists the users of a store.
public enum ListStoreUsers: StoreOperation {
  /// What to look for.
  public struct Query: QueryParameters {
    /// A pattern for the name to log in with.
    public var username: String?
    /// Only those with this role.
    public var roleID: StoreRoleID?
    /// Only those who may review, or only the others.
    public var canReview: Bool?
    /// Only those who may review this algorithm.
    public var reviewersForAlgorithmID: AlgorithmID?
    /// Page, size and order.
    public var page = PageRequest()

    /// Nothing in particular.
    public init() {}

    /// The parameters.
    public static let fields: [QueryField<Self>] =
      [
        .init("username", \.username),
        .init("role_id", \.roleID),
        .init(choice: "can_review", \.canReview),
        .init("reviewers_for_algorithm_id", \.reviewersForAlgorithmID),
      ] + QueryField.paging(\.page)
  }
  /// One page.
  public typealias Reply = Wire.Page<Wire.StoreUser>
  /// `GET /user`
  public static let route = Route(.get, "user")
  /// Who may.
  public static let level = StoreLevel.permission(.init(.user, .view))
  /// What it does.
  public static let summary = "Lists users"
}
