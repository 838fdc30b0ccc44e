import ArgumentParser
import PolderClient
import PolderPrompt

/// `polder recover set-password`
struct RecoverSetPassword: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "set-password", abstract: "Replace a forgotten password with the code of the mail.")

  @OptionGroup var server: RecoverOptions
  @OptionGroup var password: NewPasswordOptions

  @Argument(help: "The code of the mail.")
  var code: String

  func run() async throws {
    let (code, password) = (code, password)
    try await server.with { client, printer in
      let new = try await password.read(for: "the account")
      let message = try await client.util.setMyPassword(token: code, password: new)
      printer.done(message)
    }
  }
}
