import ArgumentParser
import PolderClient
import PolderCore
import PolderPrompt

/// `polder node create`
struct NodeCreate: ClientCommand {
  static let configuration = CommandConfiguration(
    commandName: "create", abstract: "Register a node, and print its API key once.")

  @Option(help: "Its name; made of collaboration and organization where there is none.") var name: String?
  @Option(help: "The organization it belongs to; the own one where there is none.") var organization: OrganizationID?
  @Option(help: "The collaboration it works in; that of the profile where there is none.") var collaboration:
    CollaborationID?

  @OptionGroup var client: ClientOptions

  func run(_ session: PromptSession) async throws {
    let node = try await session.client.node.create(
      collaboration: try session.requiredCollaboration(collaboration), organization: organization, name: name)
    try session.print(
      node, columns: [Column("id") { $0.node.id }, Column("name") { $0.node.name }, Column("api key") { $0.apiKey }])
    session.printer.note("The key is shown this once. It belongs into the node's configuration as `api_key`.")
  }
}
