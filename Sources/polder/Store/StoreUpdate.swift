import ArgumentParser
import PolderClient
import PolderCore
import PolderPrompt

/// `polder store update`
struct StoreUpdate: ClientCommand {
  static let configuration = CommandConfiguration(
    commandName: "update", abstract: "Change an algorithm store; what is not named stays.")

  @Argument(help: "The store's id.") var id: AlgorithmStoreID
  @Option(help: "Its name.") var name: String?
  @Option(help: "The collaboration that may use it.") var collaboration: CollaborationID?
  @Flag(help: "Every collaboration may use it.") var allCollaborations = false

  @OptionGroup var client: ClientOptions

  func run(_ session: PromptSession) async throws {
    let store = try await session.client.store.update(
      id, name: name, collaboration: collaboration, allCollaborations: allCollaborations ? true : nil)
    try session.print(store, columns: StoreColumns.list)
  }
}
