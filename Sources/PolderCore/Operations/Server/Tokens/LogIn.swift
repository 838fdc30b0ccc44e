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
      .init("mfa_code", \.code, nullable: true, .code),
    ]

    /// The code as it stands in the body: a text, or a number (deviation 12).
    private var code: SecondFactorCode? {
      get { mfaCode.map { SecondFactorCode($0) } }
      set { mfaCode = newValue?.text }
    }
  }

  /// The tokens, or what is missing for them.
  public typealias Reply = Wire.LogInReply
  /// `POST /token/user`
  public static let route = Route(.post, "token/user")
  /// Open.
  public static let access = Access.open
  /// What it does.
  public static let summary = "Log in as a user"
}
