import ArgumentParser
import PolderClient
import PolderCore
import PolderPrompt

/// `polder organization list`
struct OrganizationList: ClientCommand {
  static let configuration = CommandConfiguration(
    commandName: "list", abstract: "List organizations.")

  @Option(help: "With this name; % stands for any text.") var name: String?
  @Option(help: "In this country.") var country: String?
  @Option(help: "Of this collaboration.") var collaboration: CollaborationID?
  @Flag(help: "Whatever the profile's collaboration.") var everywhere = false
  @Option(help: "Of this study.") var study: StudyID?

  @OptionGroup var list: ListOptions
  @OptionGroup var client: ClientOptions

  func run(_ session: PromptSession) async throws {
    var query = ListOrganizations.Query()
    query.name = name
    query.country = country
    query.collaborationID = everywhere ? collaboration : session.collaboration(collaboration)
    query.studyID = study
    query.page = list.request
    try await session.print(
      try await session.client.organization.list(query), all: list.all, columns: OrganizationColumns.list)
  }
}
