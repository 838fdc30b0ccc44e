import ArgumentParser
import PolderClient
import PolderCore
import PolderPrompt

/// `polder collaboration create`
struct CollaborationCreate: ClientCommand {
  static let configuration = CommandConfiguration(
    commandName: "create", abstract: "Make a collaboration.")

  @Option(help: "Its name.") var name: String
  @Option(help: "An organization that takes part; give it once for each.") var organization: [OrganizationID] = []
  @Flag(help: "What organizations send each other is encrypted.") var encrypted = false

  @OptionGroup var client: ClientOptions

  func run(_ session: PromptSession) async throws {
    let collaboration = try await session.client.collaboration.create(
      name: name, organizations: organization, encrypted: encrypted)
    try session.print(collaboration, columns: CollaborationColumns.list)
  }
}
