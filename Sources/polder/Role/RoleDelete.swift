import ArgumentParser
import PolderClient
import PolderCore
import PolderPrompt

/// `polder role delete`
struct RoleDelete: ClientCommand {
  static let configuration = CommandConfiguration(
    commandName: "delete", abstract: "Remove a role.")

  @Argument(help: "The role's id.") var id: RoleID
  @OptionGroup var sure: SureOptions

  @OptionGroup var client: ClientOptions

  func run(_ session: PromptSession) async throws {
    try await sure.check("Remove role \(id)?", session)
    try await session.client.role.delete(id)
    session.done("Role \(id) is removed.", ["id": .integer(id.rawValue)])
  }
}
