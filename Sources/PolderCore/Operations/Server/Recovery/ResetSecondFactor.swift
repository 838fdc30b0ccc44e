/// Replaces a lost second factor.
public enum ResetSecondFactor: Operation {
  /// The proof.
  public struct Body: RequestBody {
    /// The token of the mail.
    public var resetToken = ""

    /// Nothing given.
    public init() {}

    /// A proof.
    public init(resetToken: String) { self.resetToken = resetToken }

    /// The fields.
    public static let fields: [BodyField<Self>] = [.init(required: "reset_token", \.resetToken, .longest(1024))]
  }
  /// The new secret.
  public typealias Reply = Wire.SecondFactorEnrolment
  /// `POST /recover/2fa/reset`
  public static let route = Route(.post, "recover/2fa/reset")
  /// Open: the token of the mail is its own proof and is checked by the handler.
  public static let access = Access.open
  /// What it does.
  public static let summary = "Replaces a lost second factor"
}
