import ArgumentParser
import PolderClient
import PolderCore
import PolderPrompt

/// `polder store list`
struct StoreList: ClientCommand {
  static let configuration = CommandConfiguration(
    commandName: "list", abstract: "List algorithm stores that the server knows.")

  @Option(help: "With this name; % stands for any text.") var name: String?
  @Option(help: "With this address.") var url: String?
  @Option(help: "That this collaboration may use.") var collaboration: CollaborationID?
  @Flag(help: "Whatever the profile's collaboration.") var everywhere = false

  @OptionGroup var list: ListOptions
  @OptionGroup var client: ClientOptions

  func run(_ session: PromptSession) async throws {
    let page = try await session.client.store.list(
      name: name, url: url, collaboration: everywhere ? collaboration : session.collaboration(collaboration),
      page: list.page, perPage: list.size)
    try await session.print(page, all: list.all, columns: StoreColumns.list)
  }
}
