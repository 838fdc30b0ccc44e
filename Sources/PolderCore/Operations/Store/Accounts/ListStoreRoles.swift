/// Lists the roles of a store.
public enum ListStoreRoles: StoreOperation {
  /// What to look for.
  public struct Query: QueryParameters {
    /// Patterns for the name.
    public var name: [String] = []
    /// Patterns for the description.
    public var description: [String] = []
    /// Only those of this user.
    public var userID: StoreUserID?
    /// Page, size and order.
    public var page = PageRequest()

    /// Nothing in particular.
    public init() {}

    /// The parameters.
    public static let fields: [QueryField<Self>] =
      [
        .init("name", repeated: \.name),
        .init("description", repeated: \.description),
        .init("user_id", \.userID),
      ] + QueryField.paging(\.page)
  }
  /// One page.
  public typealias Reply = Wire.Page<Wire.StoreRole>
  /// `GET /role`
  public static let route = Route(.get, "role")
  /// Who may.
  public static let level = StoreLevel.permission(.init(.role, .view))
  /// What it does.
  public static let summary = "Lists roles"
}
