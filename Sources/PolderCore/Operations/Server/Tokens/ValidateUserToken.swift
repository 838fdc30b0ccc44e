/// Tells whose token it is: how an algorithm store makes sure of a user.
public enum ValidateUserToken: Operation {
  /// The user.
  public typealias Reply = Wire.UserValidation
  /// `POST /token/user/validate`
  public static let route = Route(.post, "token/user/validate")
  /// Users, also with the token that was made for this alone.
  public static let access = Access([.user], .nothing, acceptsValidationTokens: true)
  /// What it does.
  public static let summary = "Tells whose token it is"
}
