/// Shows a user.
public enum GetUser: Operation {
  /// The id in the path.
  public typealias Path = UserID
  /// What to look for.
  public struct Query: QueryParameters {
    /// Whether to add what the user may do.
    public var includePermissions: Bool?

    /// Nothing in particular.
    public init() {}

    /// The parameters.
    public static let fields: [QueryField<Self>] =
      [
        .init("include_permissions", \.includePermissions)
      ]
  }
  /// The user.
  public typealias Reply = Wire.UserWithPermissions
  /// `GET /user/<id>`
  public static let route = Route(.get, "user/<id>")
  /// Who may.
  public static let access = Access([.user], .any([.itself, .organization(.user, .view)]))
  /// What it does.
  public static let summary = "Shows a user"
}
