/// Changes a user of a store.
public enum UpdateStoreUser: StoreOperation {
  /// The id in the path.
  public typealias Path = StoreUserID
  /// What changes; what is absent stays.
  public struct Body: RequestBody, Hashable {
    /// The e-mail address.
    public var email: String?
    /// Whether the e-mail address is asked of the server.
    public var updateEmail: Bool?
    /// The organization at the server (deviation 15).
    public var organizationID: OrganizationID?
    /// All roles from now on; one's own can not be changed.
    public var roles: [StoreRoleID]?

    /// Nothing given.
    public init() {}

    /// The fields.
    public static let fields: [BodyField<Self>] = [
      .init("email", \.email, .email),
      .init("update_email", \.updateEmail),
      .init("organization_id", \.organizationID, .positive),
      .init("roles", \.roles, .most(1_024)),
    ]

    /// An address is given or asked for, not both.
    public func problems() -> [String] {
      guard email != nil, updateEmail != nil else { return [] }
      return [
        "Both options 'email' and 'update_email' are present, but only one can be used simultaneously, since "
          + "'update_email' is a flag to update the email with the value from the vantage6 server."
      ]
    }
  }
  /// The user.
  public typealias Reply = Wire.StoreUser
  /// `PATCH /user/<id>`
  public static let route = Route(.patch, "user/<id>")
  /// Who may; every rule that is given or taken away is one's own, too.
  public static let level = StoreLevel.permission(.init(.user, .edit))
  /// What it does.
  public static let summary = "Changes a user"
}
