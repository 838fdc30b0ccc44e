/// Logs a user in.
public enum LogIn: Operation {
  /// Name and password.
  public struct Body: RequestBody {
    /// The name.
    public var username = ""
    /// The password.
    public var password = ""
    /// The code of the second factor.
    public var mfaCode: String?

    /// Nothing given.
    public init() {}

    /// Name, password and code.
    public init(username: String, password: String, mfaCode: String? = nil) {
      self.username = username
      self.password = password
      self.mfaCode = mfaCode
    }

    /// The fields.
    public static let fields: [BodyField<Self>] = [
      .init(required: "username", \.username, .length(1...128)),
      .init(required: "password", \.password, .length(1...128)),
      .init("mfa_code", \.mfaCode, nullable: true, .longest(10)),
    ]
  }

  /// The tokens.
  public typealias Reply = Wire.UserTokens
  /// `POST /token/user`
  public static let route = Route(.post, "token/user")
  /// Open.
  public static let access = Access.open
  /// What it does.
  public static let summary = "Log in as a user"
}
