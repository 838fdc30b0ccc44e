package import PolderCore
import PolderService
package import PolderSQL
import Synchronization

/// The mails to users: written in the transaction that they are about, sent in the background, and seldom enough.
package final class AccountMail: MailSource {
  private let policy: LoginPolicy
  private let tokens: RecoveryTokens
  private let lifetime: Duration
  private let texts: MailTexts
  private let worker = Mutex<MailWorker?>(nil)

  init(_ settings: ServerSettings, tokens: RecoveryTokens) {
    policy = settings.loginPolicy
    self.tokens = tokens
    lifetime = settings.recoveryLifetime
    texts = MailTexts(serverName: settings.secondFactor.serverName, supportEmail: settings.supportEmail)
  }

  /// How long a notice is of use.
  private static let noticeLifetime = Duration.seconds(3 * 86_400)

  func connect(to worker: MailWorker?) { self.worker.withLock { $0 = worker } }

  /// Says that mails were committed.
  func wake() { worker.withLock { $0 }?.wake() }

  /// Whether requests for a new password wait to be looked at.
  package func isWaiting(_ sql: Transaction) throws -> Bool { try RecoveryRequests.isWaiting(sql) }

  /// Turns requests for a new password into mails.
  package func settle(now: Timestamp, _ sql: Transaction) throws {
    try RecoveryRequests.settle(self, now: now, sql)
  }

  /// A mail with which a forgotten password can be replaced, unless one was sent a short time ago.
  func sendPasswordReset(to account: LoginAccount, now: Timestamp, _ sql: Transaction) throws {
    guard let email = account.email, policy.allowsMail(after: account.recoveryMailAt, now: now) else { return }
    let token = try tokens.issue(.password, for: account.id, lifetime: lifetime, now: now, sql)
    guard
      try write(
        texts.passwordReset(of: account, token: token, good: lifetime), to: email, for: lifetime, now: now, sql)
    else { return }
    try sql.execute("UPDATE \"user\" SET last_email_recover_password_sent = \(now) WHERE id = \(account.id)")
  }

  /// A mail with which a lost second factor can be replaced, unless one was sent a short time ago.
  func sendSecondFactorReset(to account: LoginAccount, now: Timestamp, _ sql: Transaction) throws {
    let last = try RecoveryTokens.last(.secondFactor, of: account.id, sql)
    guard let email = account.email, policy.allowsMail(after: last, now: now) else { return }
    let token = try tokens.issue(.secondFactor, for: account.id, lifetime: lifetime, now: now, sql)
    try write(
      texts.secondFactorReset(of: account, token: token, good: lifetime), to: email, for: lifetime, now: now, sql)
  }

  /// A notice that an account is locked and somebody still tries, unless one was sent a short time ago; whether one was
  /// written.
  func tellOfLock(
    _ account: LoginAccount, address: String?, now: Timestamp, _ sql: Transaction
  ) throws -> Bool {
    guard let email = account.email, policy.allowsMail(after: account.lockMailAt, now: now) else { return false }
    let end = (account.lastFailure ?? now) + policy.lock
    let text = texts.lock(of: account, failures: policy.failures, address: address, now: now, end: end)
    guard try write(text, to: email, for: Self.noticeLifetime, now: now, sql) else { return false }
    try sql.execute("UPDATE \"user\" SET last_email_failed_login_sent = \(now) WHERE id = \(account.id)")
    return true
  }

  /// A notice to both addresses that a user's e-mail address was changed (deviation 26).
  func tellOfNewAddress(
    from old: UserRecord, to new: UserRecord, now: Timestamp, _ sql: Transaction
  ) throws {
    let text = texts.newAddress(of: new, now: now)
    for email in [old.email, new.email] {
      guard let email else { continue }
      try write(text, to: email, for: Self.noticeLifetime, now: now, sql)
    }
  }

  /// False when nothing can be sent there, or too much waits already.
  @discardableResult
  private func write(
    _ text: MailTexts.Text, to email: String, for lifetime: Duration, now: Timestamp, _ sql: Transaction
  ) throws -> Bool {
    // Users of other programs may have an address that is none.
    guard let message = MailMessage(to: email, subject: text.subject, text: text.body) else { return false }
    return try MailQueue.append(message, for: lifetime, now: now, sql)
  }
}
