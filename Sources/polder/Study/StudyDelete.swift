import ArgumentParser
import PolderClient
import PolderCore
import PolderPrompt

/// `polder study delete`
struct StudyDelete: ClientCommand {
  static let configuration = CommandConfiguration(
    commandName: "delete", abstract: "Remove a study.")

  @Argument(help: "The study's id.") var id: StudyID
  @OptionGroup var sure: SureOptions

  @OptionGroup var client: ClientOptions

  func run(_ session: PromptSession) async throws {
    try await sure.check("Remove study \(id)?", session)
    try await session.client.study.delete(id)
    session.done("Study \(id) is removed.", ["id": .integer(id.rawValue)])
  }
}
