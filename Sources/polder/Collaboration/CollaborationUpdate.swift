import ArgumentParser
import PolderClient
import PolderCore
import PolderPrompt

/// `polder collaboration update`
struct CollaborationUpdate: ClientCommand {
  static let configuration = CommandConfiguration(
    commandName: "update", abstract: "Change a collaboration; what is not named stays.")

  @Argument(help: "The collaboration's id; that of the profile where there is none.") var id: CollaborationID?
  @Option(help: "Its name.") var name: String?
  @Flag(inversion: .prefixedNo, help: "Whether what organizations send each other is encrypted.") var encrypted: Bool?
  @Option(help: "All organizations that shall take part, one each time.") var organization: [OrganizationID] = []

  @OptionGroup var client: ClientOptions

  func run(_ session: PromptSession) async throws {
    let collaboration = try await session.client.collaboration.update(
      try session.requiredCollaboration(id), name: name, encrypted: encrypted,
      organizations: organization.isEmpty ? nil : organization)
    try session.print(collaboration, columns: CollaborationColumns.list)
  }
}
