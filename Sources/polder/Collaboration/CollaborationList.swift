import ArgumentParser
import PolderClient
import PolderCore
import PolderPrompt

/// `polder collaboration list`
struct CollaborationList: ClientCommand {
  static let configuration = CommandConfiguration(
    commandName: "list", abstract: "List collaborations of the own organization, or of another.")

  @Option(help: "With this name; % stands for any text.") var name: String?
  @Flag(inversion: .prefixedNo, help: "Only those that are encrypted, or only the others.") var encrypted: Bool?
  @Option(help: "In which this organization takes part.") var organization: OrganizationID?
  @Option(help: "That may use this algorithm store.") var algorithmStore: AlgorithmStoreID?
  @Flag(help: "All that may be seen, in place of those of the own organization.") var global = false

  @OptionGroup var list: ListOptions
  @OptionGroup var client: ClientOptions

  func run(_ session: PromptSession) async throws {
    let page = try await session.client.collaboration.list(
      scope: global ? .global : .organization, name: name, encrypted: encrypted, organization: organization,
      algorithmStore: algorithmStore, page: list.page, perPage: list.size)
    try await session.print(page, all: list.all, columns: CollaborationColumns.list)
  }
}
