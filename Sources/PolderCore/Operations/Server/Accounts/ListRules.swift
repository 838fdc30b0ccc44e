/// Lists rules.
public enum ListRules: Operation {
  /// What to look for.
  public struct Query: QueryParameters {
    /// The resource.
    public var name: String?
    /// The operation by name or letter.
    public var operation: String?
    /// The scope by name or letters.
    public var scope: String?
    /// Only those of this role.
    public var roleID: RoleID?
    /// Only those of this user.
    public var userID: UserID?
    /// Whether to give all on one page.
    public var noPagination: Bool?
    /// Page, size and order.
    public var page = PageRequest()

    /// Nothing in particular.
    public init() {}

    /// The parameters.
    public static let fields: [QueryField<Self>] =
      [
        .init("name", \.name),
        .init("operation", \.operation),
        .init("scope", \.scope),
        .init("role_id", \.roleID),
        .init("user_id", \.userID),
        .init("no_pagination", \.noPagination),
      ] + QueryField.paging(\.page)
  }
  /// One page.
  public typealias Reply = Wire.Page<Wire.Rule>
  /// `GET /rule`
  public static let route = Route(.get, "rule")
  /// Who may.
  public static let access = Access([.user], .nothing)
  /// What it does.
  public static let summary = "Lists rules"
}
