import ArgumentParser
import PolderClient
import PolderCore
import PolderPrompt

/// `polder store delete`
struct StoreDelete: ClientCommand {
  static let configuration = CommandConfiguration(
    commandName: "delete", abstract: "Let the server trust an algorithm store no longer.")

  @Argument(help: "The store's id.") var id: AlgorithmStoreID
  @OptionGroup var sure: SureOptions

  @OptionGroup var client: ClientOptions

  func run(_ session: PromptSession) async throws {
    try await sure.check("Remove store \(id)?", session)
    try await session.client.store.delete(id)
    session.done("Store \(id) is removed.", ["id": .integer(id.rawValue)])
  }
}
