import ArgumentParser
import PolderClient
import PolderCore
import PolderPrompt

/// `polder study update`
struct StudyUpdate: ClientCommand {
  static let configuration = CommandConfiguration(
    commandName: "update", abstract: "Change a study; what is not named stays.")

  @Argument(help: "The study's id.") var id: StudyID
  @Option(help: "Its name.") var name: String?
  @Option(help: "All organizations that shall take part, one each time.") var organization: [OrganizationID] = []

  @OptionGroup var client: ClientOptions

  func run(_ session: PromptSession) async throws {
    let study = try await session.client.study.update(
      id, name: name, organizations: organization.isEmpty ? nil : organization)
    try session.print(study, columns: StudyColumns.list)
  }
}
