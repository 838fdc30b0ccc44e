/// Lists the rules of a store.
public enum ListStoreRules: StoreOperation {
  /// What to look for.
  public struct Query: QueryParameters {
    /// The resource.
    public var name: String?
    /// The operation by name, in small letters.
    public var operation: String?
    /// Only those of this role.
    public var roleID: StoreRoleID?
    /// Only those of the user of this name; `serverURL` tells where.
    public var username: String?
    /// The server that the user comes from.
    public var serverURL: String?
    /// 1 gives all on one page.
    public var noPagination: Int64?
    /// Page, size and order.
    public var page = PageRequest()

    /// Nothing in particular.
    public init() {}

    /// The parameters.
    public static let fields: [QueryField<Self>] =
      [
        .init("name", \.name),
        .init("operation", \.operation),
        .init("role_id", \.roleID),
        .init("username", \.username),
        .init("server_url", \.serverURL),
        .init("no_pagination", \.noPagination),
      ] + QueryField.paging(\.page)
  }
  /// One page.
  public typealias Reply = Wire.Page<Wire.StoreRule>
  /// `GET /rule`
  public static let route = Route(.get, "rule")
  /// Who may.
  public static let level = StoreLevel.known
  /// What it does.
  public static let summary = "Lists rules"
}
