import ArgumentParser
import PolderClient
import PolderCore
import PolderPrompt

/// `polder study show`
struct StudyShow: ClientCommand {
  static let configuration = CommandConfiguration(
    commandName: "show", abstract: "Show a study and its organizations.")

  @Argument(help: "The study's id.") var id: StudyID

  @OptionGroup var client: ClientOptions

  func run(_ session: PromptSession) async throws {
    try session.print(try await session.client.study.get(id), columns: StudyColumns.one)
    try await session.showMembers { $0.studyID = id }
  }
}
