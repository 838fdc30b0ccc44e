package import PolderCore
package import PolderService

/// When an account is locked, from the section `password_policy`.
package struct LoginPolicy: Sendable {
  /// How many failures lock an account.
  package var failures = 5
  /// For how long.
  package var lock = Duration.seconds(15 * 60)
  /// How much time passes between two mails of a kind to the same user.
  package var betweenMails = Duration.seconds(60 * 60)

  /// Five failures, 15 minutes, an hour.
  package init() {}

  /// Reads `max_failed_attempts`, `inactivation_minutes` and `between_user_emails_minutes`.
  package init(_ section: Configuration?) throws {
    guard let section else { return }
    if let failures = try section.int("max_failed_attempts", in: 1...1_000) { self.failures = failures }
    if let minutes = try section.double("inactivation_minutes", in: 0...525_600) { lock = .seconds(minutes * 60) }
    if let minutes = try section.double("between_user_emails_minutes", in: 0...525_600) {
      betweenMails = .seconds(minutes * 60)
    }
  }

  /// Whether an account is locked, given its failures and the moment of the last.
  package func isLocked(failures: Int, last: Timestamp?, now: Timestamp) -> Bool {
    guard failures >= self.failures, let last else { return false }
    return now < last + lock
  }

  /// Whether a user may be sent another mail of a kind, given the last.
  package func allowsMail(after last: Timestamp?, now: Timestamp) -> Bool {
    guard let last else { return true }
    return now >= last + betweenMails
  }
}
