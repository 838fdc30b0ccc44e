/// Replaces a forgotten password.
public enum ResetPassword: Operation {
  /// The proof and the new password.
  public struct Body: RequestBody {
    /// The token of the mail.
    public var resetToken = ""
    /// The new password.
    public var password = ""

    /// Nothing given.
    public init() {}

    /// A proof and a password.
    public init(resetToken: String, password: String) {
      self.resetToken = resetToken
      self.password = password
    }

    /// The fields.
    public static let fields: [BodyField<Self>] = [
      .init(required: "reset_token", \.resetToken, .longest(1024)), .init(required: "password", \.password, .password),
    ]
  }
  /// That it was done.
  public typealias Reply = Wire.Message
  /// `POST /recover/reset`
  public static let route = Route(.post, "recover/reset")
  /// Open: the token of the mail is its own proof and is checked by the handler.
  public static let access = Access.open
  /// What it does.
  public static let summary = "Replaces a forgotten password"
}
