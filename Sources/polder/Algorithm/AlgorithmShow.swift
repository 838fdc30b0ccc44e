import ArgumentParser
import PolderClient
import PolderCore
import PolderPrompt

/// `polder algorithm show`
struct AlgorithmShow: ClientCommand {
  static let configuration = CommandConfiguration(
    commandName: "show", abstract: "Show an algorithm and its functions.")

  @OptionGroup var which: StoreOptions
  @Argument(help: "The algorithm's id.") var id: AlgorithmID

  @OptionGroup var client: ClientOptions

  func run(_ session: PromptSession) async throws {
    try await which.choose(session)
    try session.print(try await session.client.algorithm.get(id), columns: AlgorithmColumns.whole)
  }
}
