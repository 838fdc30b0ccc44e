import ArgumentParser
import PolderClient
import PolderCore
import PolderPrompt

/// `polder user delete`
struct UserDelete: ClientCommand {
  static let configuration = CommandConfiguration(
    commandName: "delete", abstract: "Remove a user.")

  @Argument(help: "The user's id.") var id: UserID
  @OptionGroup var sure: SureOptions

  @OptionGroup var client: ClientOptions

  func run(_ session: PromptSession) async throws {
    try await sure.check("Remove user \(id)?", session)
    try await session.client.user.delete(id)
    session.done("User \(id) is removed.", ["id": .integer(id.rawValue)])
  }
}
