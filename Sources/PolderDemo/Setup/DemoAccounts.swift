/// The users of a demonstration and their passwords, made anew each time.
struct DemoAccounts: Sendable {
  struct Account: Sendable {
    let username: String
    let password: String
    let purpose: String
  }

  let root = Account(username: "root", password: Self.password(), purpose: "may do everything on this server")
  let admin = Account(username: "admin", password: Self.password(), purpose: "manages the collaboration")
  let researcher = Account(username: "researcher", password: Self.password(), purpose: "creates tasks, reads results")

  /// 24 random characters that fulfil the rules for passwords.
  private static func password() -> String {
    let letters = Array("ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz23456789")
    var generator = SystemRandomNumberGenerator()
    let random = (0..<20).compactMap { _ in letters.randomElement(using: &generator) }
    return String(random) + "-aZ7"
  }
}
