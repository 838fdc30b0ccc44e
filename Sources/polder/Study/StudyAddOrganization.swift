import ArgumentParser
import PolderClient
import PolderCore
import PolderPrompt

/// `polder study add-organization`
struct StudyAddOrganization: ClientCommand {
  static let configuration = CommandConfiguration(
    commandName: "add-organization", abstract: "Let an organization take part in a study.")

  @Argument(help: "The organization's id.") var organization: OrganizationID
  @Option(help: "The study.") var study: StudyID

  @OptionGroup var client: ClientOptions

  func run(_ session: PromptSession) async throws {
    let members = try await session.client.study.addOrganization(organization, study: study)
    try session.print(members, columns: OrganizationColumns.list)
  }
}
