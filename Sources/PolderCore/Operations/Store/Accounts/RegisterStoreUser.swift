/// Makes a user of a server a user of the store.
public enum RegisterStoreUser: StoreOperation {
  /// Who it is, and the roles.
  public struct Body: RequestBody, Hashable {
    /// The name to log in with at the server.
    public var username = ""
    /// The roles.
    public var roles: [StoreRoleID]?

    /// Nothing given.
    public init() {}

    /// The fields.
    public static let fields: [BodyField<Self>] = [
      .init(required: "username", \.username, .longest(128)),
      .init("roles", \.roles, .most(1_024)),
    ]
  }
  /// The user.
  public typealias Reply = Wire.StoreUser
  /// `POST /user`
  public static let route = Route(.post, "user")
  /// Who may; every rule that is given is one's own, too.
  public static let level = StoreLevel.permission(.init(.user, .create))
  /// What it does.
  public static let summary = "Makes a user of the server one of the store"
  /// Made.
  public static let status = 201
}
