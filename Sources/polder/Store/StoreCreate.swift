import ArgumentParser
import PolderClient
import PolderCore
import PolderPrompt

/// `polder store create`
struct StoreCreate: ClientCommand {
  static let configuration = CommandConfiguration(
    commandName: "create", abstract: "Let the server trust an algorithm store.")

  @Option(help: "The store's address, with the API's prefix.") var url: String
  @Option(help: "Its name.") var name: String
  @Option(help: "The collaboration that may use it; that of the profile where there is none.") var collaboration:
    CollaborationID?
  @Flag(help: "Every collaboration may use it.") var allCollaborations = false
  @Flag(help: "Accept an address of the server's own machine.") var force = false

  @OptionGroup var client: ClientOptions

  func run(_ session: PromptSession) async throws {
    let store = try await session.client.store.create(
      algorithmStoreURL: url, name: name,
      collaboration: allCollaborations ? nil : try session.requiredCollaboration(collaboration),
      allCollaborations: allCollaborations, force: force)
    try session.print(store, columns: StoreColumns.list)
  }
}
