import ArgumentParser
import PolderClient
import PolderPrompt

/// `polder recover password`
struct RecoverPassword: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "password", abstract: "Ask for a mail with which a forgotten password can be replaced.")

  @OptionGroup var server: RecoverOptions
  @OptionGroup var account: AccountOptions

  func run() async throws {
    let (email, username) = (account.email, account.username)
    try await server.with { client, printer in
      let message = try await client.util.resetMyPassword(email: email, username: username)
      printer.done(message)
    }
  }
}
