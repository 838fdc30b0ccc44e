import ArgumentParser
import PolderClient
import PolderCore
import PolderPrompt

/// `polder algorithm update`
struct AlgorithmUpdate: ClientCommand {
  static let configuration = CommandConfiguration(
    commandName: "update", abstract: "Change an algorithm that one submitted; what is not named stays.")

  @OptionGroup var which: StoreOptions
  @Argument(help: "The algorithm's id.") var id: AlgorithmID
  @Argument(help: "JSON with what changes: the text itself, @FILE, or - for standard input.") var change: String

  @OptionGroup var client: ClientOptions

  func run(_ session: PromptSession) async throws {
    try await which.choose(session)
    let json = try PromptContent.json(of: change, flag: "the change")
    let algorithm = try await session.client.algorithm.update(id, try UpdateAlgorithm.Body(json: json))
    try session.print(algorithm, columns: AlgorithmColumns.whole)
  }
}
