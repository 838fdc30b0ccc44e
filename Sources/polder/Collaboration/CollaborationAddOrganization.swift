import ArgumentParser
import PolderClient
import PolderCore
import PolderPrompt

/// `polder collaboration add-organization`
struct CollaborationAddOrganization: ClientCommand {
  static let configuration = CommandConfiguration(
    commandName: "add-organization", abstract: "Let an organization take part in a collaboration.")

  @Argument(help: "The organization's id.") var organization: OrganizationID
  @Option(help: "The collaboration; that of the profile where there is none.") var collaboration: CollaborationID?

  @OptionGroup var client: ClientOptions

  func run(_ session: PromptSession) async throws {
    let members = try await session.client.collaboration.addOrganization(
      organization, collaboration: try session.requiredCollaboration(collaboration))
    try session.print(members, columns: OrganizationColumns.list)
  }
}
