/// What the token of a recovery mail is good for.
enum RecoveryPurpose: String, Sendable {
  /// To replace the password.
  case password
  /// To replace the second factor.
  case secondFactor = "second-factor"
}
