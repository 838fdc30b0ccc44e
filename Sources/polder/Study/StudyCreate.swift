import ArgumentParser
import PolderClient
import PolderCore
import PolderPrompt

/// `polder study create`
struct StudyCreate: ClientCommand {
  static let configuration = CommandConfiguration(
    commandName: "create", abstract: "Make a study: some organizations of a collaboration.")

  @Option(help: "Its name.") var name: String
  @Option(help: "An organization that takes part; give it once for each.") var organization: [OrganizationID] = []
  @Option(help: "The collaboration; that of the profile where there is none.") var collaboration: CollaborationID?

  @OptionGroup var client: ClientOptions

  func run(_ session: PromptSession) async throws {
    let study = try await session.client.study.create(
      name: name, organizations: organization, collaboration: try session.requiredCollaboration(collaboration))
    try session.print(study, columns: StudyColumns.list)
  }
}
