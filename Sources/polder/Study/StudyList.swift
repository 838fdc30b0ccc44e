import ArgumentParser
import PolderClient
import PolderCore
import PolderPrompt

/// `polder study list`
struct StudyList: ClientCommand {
  static let configuration = CommandConfiguration(
    commandName: "list", abstract: "List studies.")

  @Option(help: "With this name; % stands for any text.") var name: String?
  @Option(help: "In which this organization takes part.") var organization: OrganizationID?
  @Option(help: "Of this collaboration.") var collaboration: CollaborationID?
  @Flag(help: "Whatever the profile's collaboration.") var everywhere = false

  @OptionGroup var list: ListOptions
  @OptionGroup var client: ClientOptions

  func run(_ session: PromptSession) async throws {
    let page = try await session.client.study.list(
      name: name, organization: organization,
      collaboration: everywhere ? collaboration : session.collaboration(collaboration),
      includeOrganizations: true, page: list.page, perPage: list.size)
    try await session.print(page, all: list.all, columns: StudyColumns.list)
  }
}
