import ArgumentParser
import PolderClient
import PolderPrompt

/// `polder recover two-factor`
struct RecoverTwoFactor: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "two-factor", abstract: "Ask for a mail with which a lost second factor can be replaced.")

  @OptionGroup var server: RecoverOptions
  @OptionGroup var account: AccountOptions

  @Flag(help: "Read the password from the first line of standard input.")
  var passwordStdin = false

  func run() async throws {
    let (email, username, isPiped) = (account.email, account.username, passwordStdin)
    try await server.with { client, printer in
      let password = isPiped ? try StandardInput.secret() : try await LineReader().secret("Password: ")
      let message = try await client.util.resetTwoFactorAuth(password: password.text, email: email, username: username)
      printer.done(message)
    }
  }
}
