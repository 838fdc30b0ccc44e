import ArgumentParser
import PolderClient
import PolderCore
import PolderPrompt

/// `polder store user delete`
struct StoreUserDelete: ClientCommand {
  static let configuration = CommandConfiguration(
    commandName: "delete", abstract: "Remove a user of a store.")

  @OptionGroup var which: StoreOptions
  @Argument(help: "The user's id.") var id: StoreUserID
  @OptionGroup var sure: SureOptions

  @OptionGroup var client: ClientOptions

  func run(_ session: PromptSession) async throws {
    try await which.choose(session)
    try await sure.check("Remove user \(id) of the store?", session)
    try await session.client.store.user.delete(id)
    session.done("User \(id) of the store is removed.", ["id": .integer(id.rawValue)])
  }
}
