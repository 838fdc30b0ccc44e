/// Asks for a mail with which a forgotten password can be replaced.
public enum RequestPasswordReset: Operation {
  /// Whose password; one of the two.
  public struct Body: RequestBody {
    /// The e-mail address.
    public var email: String?
    /// The name to log in with.
    public var username: String?

    /// Nothing given.
    public init() {}

    /// An address or a name.
    public init(email: String? = nil, username: String? = nil) {
      self.email = email
      self.username = username
    }

    /// The fields; the Python client sends null for the one that it does not know (deviation 12).
    public static let fields: [BodyField<Self>] = [
      .init("email", \.email, nullable: true, .email), .init("username", \.username, nullable: true, .longest(128)),
    ]

    /// One of the two has to be there.
    public func problems() -> [String] { email == nil && username == nil ? ["Email or username is required"] : [] }
  }
  /// The same whether there is such an account or not.
  public typealias Reply = Wire.Message
  /// `POST /recover/lost`
  public static let route = Route(.post, "recover/lost")
  /// Open.
  public static let access = Access.open
  /// What it does.
  public static let summary = "Asks for a mail with which a forgotten password can be replaced"
}
