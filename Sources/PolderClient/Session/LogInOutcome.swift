/// How an attempt to log in ended that was not refused.
public enum LogInOutcome: Sendable {
  /// The user is logged in.
  case session
  /// The code of the second factor is needed; the text is the server's.
  case codeNeeded(String)
  /// The user has to set up a second factor, and then to log in with its first code.
  case enrolment(TwoFactorEnrolment)
}
