import ArgumentParser
import PolderClient
import PolderCore
import PolderPrompt

/// `polder algorithm delete`
struct AlgorithmDelete: ClientCommand {
  static let configuration = CommandConfiguration(
    commandName: "delete", abstract: "Remove an algorithm from a store.")

  @OptionGroup var which: StoreOptions
  @Argument(help: "The algorithm's id.") var id: AlgorithmID
  @OptionGroup var sure: SureOptions

  @OptionGroup var client: ClientOptions

  func run(_ session: PromptSession) async throws {
    try await which.choose(session)
    try await sure.check("Remove algorithm \(id)?", session)
    try await session.client.algorithm.delete(id)
    session.done("Algorithm \(id) is removed.", ["id": .integer(id.rawValue)])
  }
}
