import PolderCore
import PolderPassword
import PolderService

extension ServerSettings {
  /// The keys of mails.
  static let mailKeys = MailSettings.keys.map { "smtp.\($0)" } + ["smtp.email_token_validity_minutes"]

  /// Reads the section `smtp`, and the address for questions.
  mutating func readMail(_ configuration: Configuration, _ warnings: inout [String]) throws {
    supportEmail = try configuration.string("support_email") ?? supportEmail
    guard let section = try configuration.section("smtp") else { return }
    let mail = try MailSettings(section)
    if let minutes = try section.double("email_token_validity_minutes", in: 1...10_080) {
      recoveryLifetime = .seconds(minutes * 60)
    }
    warnings += mail.warnings
    if let problem = CurlTransport.problem { warnings.append(problem) }
    self.mail = mail
  }

  /// Reads `POLDER_BCRYPT_COST`, with which measurements make thousands of logins in a bounded time.
  mutating func readPasswordCost(_ environment: [String: String], _ warnings: inout [String]) throws {
    guard let text = environment["POLDER_BCRYPT_COST"], !text.isEmpty else { return }
    guard let cost = Int(text), (4...18).contains(cost) else {
      throw PolderError(
        "server-bcrypt-cost-invalid", "The cost of passwords has to be a whole number from 4 to 18.",
        object: "POLDER_BCRYPT_COST", nextStep: "Leave it out: \(Passwords.passwordCost) is right for every use.")
    }
    passwordCost = cost
    if cost < Passwords.passwordCost {
      warnings.append(
        "POLDER_BCRYPT_COST=\(cost) makes passwords easy to guess from a stolen database: for measurements only.")
    }
  }
}
