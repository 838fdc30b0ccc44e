import PolderCore

/// What stands in the mails to users. The subjects are those of the contract, the words are ours.
struct MailTexts: Sendable {
  /// A subject and what stands below it.
  struct Text: Sendable {
    let subject: String
    let body: String
  }

  let serverName: String
  let supportEmail: String

  func passwordReset(of account: LoginAccount, token: String, good lifetime: Duration) -> Text {
    Text(
      subject: "Password reset vantage6",
      body: """
        \(greeting(account.firstname, account.username))

        somebody, probably you, asked for a new password for your account \(account.username). Give this code where \
        you are asked for it, together with the password that you want:

        \(token)

        The code works once, within \(words(lifetime)). If you did not ask for it, you need not do anything: your \
        password stays as it is.

        \(ending)
        """)
  }

  func secondFactorReset(of account: LoginAccount, token: String, good lifetime: Duration) -> Text {
    Text(
      subject: "Two-factor authentication reset vantage6",
      body: """
        \(greeting(account.firstname, account.username))

        somebody who knows your password, probably you, asked to set up two-factor authentication anew for your \
        account \(account.username). Give this code where you are asked for it:

        \(token)

        The code works once, within \(words(lifetime)). If it was not you, somebody else knows your password: change \
        it at once.

        \(ending)
        """)
  }

  func lock(of account: LoginAccount, failures: Int, address: String?, now: Timestamp, end: Timestamp) -> Text {
    Text(
      subject: "Failed login attempts on your vantage6 account",
      body: """
        \(greeting(account.firstname, account.username))

        there were \(failures) or more failed logins to your account \(account.username), the last one from \
        \(address ?? "an unknown address") at \(moment(now)). The account is therefore locked until \(moment(end)); \
        after that you can log in as usual.

        If it was you and you do not know your password any more, ask for a new one. If it was not you, somebody is \
        trying to guess your password.

        \(ending)
        """)
  }

  func newAddress(of user: UserRecord, now: Timestamp) -> Text {
    Text(
      subject: "The e-mail address of your vantage6 account was changed",
      body: """
        \(greeting(user.firstname, user.username ?? ""))

        at \(moment(now)) the e-mail address of the account \(user.username ?? "") was changed. This notice goes to \
        the old and to the new address. If you did not expect it, tell your administrator at once: mails for recovery now \
        go to the new address.

        \(ending)
        """)
  }

  private func greeting(_ firstname: String?, _ username: String) -> String {
    // Names come from whoever made the account; they stay on their line.
    let name = (firstname.flatMap { $0.isEmpty ? nil : $0 } ?? username).prefix(128)
    return "Dear \(String(name.map { $0.isNewline ? " " : $0 })),"
  }

  private var ending: String { "Questions: \(supportEmail)\nThis mail was written by the server \(serverName)." }

  private func moment(_ moment: Timestamp) -> String {
    "\(moment.wireText.prefix(19).replacing("T", with: " ")) UTC"
  }

  private func words(_ lifetime: Duration) -> String {
    let minutes = max(1, lifetime.components.seconds / 60)
    return minutes % 60 == 0 ? "\(minutes / 60) hour\(minutes == 60 ? "" : "s")" : "\(minutes) minutes"
  }
}
