import ArgumentParser
import PolderClient
import PolderCore
import PolderPrompt

/// `polder organization show`
struct OrganizationShow: ClientCommand {
  static let configuration = CommandConfiguration(
    commandName: "show", abstract: "Show an organization, with the fingerprint of its key.")

  @Argument(help: "The organization's id; the own one where there is none.") var id: OrganizationID?

  @OptionGroup var client: ClientOptions

  func run(_ session: PromptSession) async throws {
    try session.print(try await session.client.organization.get(id), columns: OrganizationColumns.whole)
  }
}
