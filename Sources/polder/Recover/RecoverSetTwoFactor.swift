import ArgumentParser
import PolderClient
import PolderPrompt

/// `polder recover set-two-factor`
struct RecoverSetTwoFactor: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "set-two-factor",
    abstract: "Set up a new second factor with the code of the mail: its QR code is drawn.",
    discussion: "Log in with its first code afterwards: `polder login`.")

  @OptionGroup var server: RecoverOptions

  @Argument(help: "The code of the mail.")
  var code: String

  func run() async throws {
    let code = code
    try await server.with { client, printer in
      let enrolment = try await client.util.setTwoFactorAuth(token: code)
      EnrolmentScreen(terminal: .present, username: nil).show(enrolment)
      printer.note("Log in with its first code: polder login")
    }
  }
}
