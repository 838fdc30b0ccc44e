import ArgumentParser
import PolderClient
import PolderCore
import PolderPrompt

/// `polder run show`
struct RunShow: ClientCommand {
  static let configuration = CommandConfiguration(
    commandName: "show", abstract: "Show a run, with what its algorithm printed.")

  @Argument(help: "The run's id.")
  var id: RunID

  @OptionGroup var client: ClientOptions

  func run(_ session: PromptSession) async throws {
    try session.print(try await session.client.run.get(id), columns: RunColumns.whole)
  }
}
