/// Asks for a mail with which a lost second factor can be replaced.
public enum RequestSecondFactorReset: Operation {
  /// Who asks, and the password.
  public struct Body: RequestBody {
    /// The name to log in with.
    public var username: String?
    /// The e-mail address, in place of the name (deviation 12).
    public var email: String?
    /// The password.
    public var password = ""

    /// Nothing given.
    public init() {}

    /// The fields.
    public static let fields: [BodyField<Self>] = [
      .init("username", \.username, nullable: true, .length(1...128)), .init("email", \.email, nullable: true, .email),
      .init(required: "password", \.password, .length(1...128)),
    ]

    /// One of the two has to be there.
    public func problems() -> [String] { email == nil && username == nil ? ["Email or username is required"] : [] }
  }
  /// That a mail is on its way.
  public typealias Reply = Wire.Message
  /// `POST /recover/2fa/lost`
  public static let route = Route(.post, "recover/2fa/lost")
  /// Open: the password is the proof and is checked by the handler.
  public static let access = Access.open
  /// What it does.
  public static let summary = "Asks for a mail with which a lost second factor can be replaced"
}
