import ArgumentParser
import PolderClient
import PolderCore
import PolderPrompt

/// `polder store role delete`
struct StoreRoleDelete: ClientCommand {
  static let configuration = CommandConfiguration(
    commandName: "delete", abstract: "Remove a role at a store.")

  @OptionGroup var which: StoreOptions
  @Argument(help: "The role's id.") var id: StoreRoleID
  @OptionGroup var sure: SureOptions

  @OptionGroup var client: ClientOptions

  func run(_ session: PromptSession) async throws {
    try await which.choose(session)
    try await sure.check("Remove role \(id) of the store?", session)
    try await session.client.store.role.delete(id)
    session.done("Role \(id) of the store is removed.", ["id": .integer(id.rawValue)])
  }
}
