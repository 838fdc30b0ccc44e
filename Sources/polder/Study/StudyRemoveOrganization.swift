import ArgumentParser
import PolderClient
import PolderCore
import PolderPrompt

/// `polder study remove-organization`
struct StudyRemoveOrganization: ClientCommand {
  static let configuration = CommandConfiguration(
    commandName: "remove-organization", abstract: "Let an organization no longer take part in a study.")

  @Argument(help: "The organization's id.") var organization: OrganizationID
  @Option(help: "The study.") var study: StudyID

  @OptionGroup var client: ClientOptions

  func run(_ session: PromptSession) async throws {
    let members = try await session.client.study.removeOrganization(organization, study: study)
    try session.print(members, columns: OrganizationColumns.list)
  }
}
