import ArgumentParser
import PolderClient
import PolderCore
import PolderPrompt

/// `polder user password`
struct UserPassword: ClientCommand {
  static let configuration = CommandConfiguration(
    commandName: "password", abstract: "Change the own password; both are asked for, and not shown.")

  @OptionGroup var password: NewPasswordOptions

  @OptionGroup var client: ClientOptions

  func run(_ session: PromptSession) async throws {
    let old = try await password.present()
    let new = try await password.read(for: "you")
    session.done(try await session.client.util.changeMyPassword(currentPassword: old, newPassword: new))
  }
}
