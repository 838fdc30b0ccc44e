/// Changes the caller's password.
public enum ChangePassword: Operation {
  /// The old and the new password.
  public struct Body: RequestBody {
    /// The password until now.
    public var currentPassword = ""
    /// The password from now on.
    public var newPassword = ""

    /// Nothing given.
    public init() {}

    /// An old and a new password.
    public init(currentPassword: String, newPassword: String) {
      self.currentPassword = currentPassword
      self.newPassword = newPassword
    }

    /// The fields.
    public static let fields: [BodyField<Self>] = [
      .init(required: "current_password", \.currentPassword, .longest(128)),
      .init(required: "new_password", \.newPassword, .password),
    ]
  }
  /// That it was done.
  public typealias Reply = Wire.Message
  /// `PATCH /password/change`
  public static let route = Route(.patch, "password/change")
  /// Users, for themselves.
  public static let access = Access([.user], .nothing)
  /// What it does.
  public static let summary = "Changes the caller's password"
}
