package import PolderCore

extension PolderError.Code {
  /// There is no token.
  package static let tokenMissing: Self = "token-missing"
  /// The text is no token of this server's kind.
  package static let tokenMalformed: Self = "token-malformed"
  /// The token was not signed by this server.
  package static let tokenSignature: Self = "token-signature"
  /// The token's time is over.
  package static let tokenExpired: Self = "token-expired"
  /// The token was made void before its time, or is older than its holder.
  package static let tokenRevoked: Self = "token-revoked"
  /// The token's holder does not exist any more.
  package static let tokenHolderGone: Self = "token-holder-gone"
  /// A token of another purpose was needed.
  package static let tokenPurpose: Self = "token-purpose"
  /// The run for which an algorithm's token was made has ended.
  package static let tokenRunEnded: Self = "token-run-ended"
  /// Name or password is wrong, or the account is locked.
  package static let loginFailed: Self = "login-failed"
}
