import ArgumentParser
import PolderClient
import PolderCore
import PolderPrompt

/// `polder algorithm invalidate`
struct AlgorithmInvalidate: ClientCommand {
  static let configuration = CommandConfiguration(
    commandName: "invalidate", abstract: "Take an algorithm out of use.")

  @OptionGroup var which: StoreOptions
  @Argument(help: "The algorithm's id.") var id: AlgorithmID
  @OptionGroup var sure: SureOptions

  @OptionGroup var client: ClientOptions

  func run(_ session: PromptSession) async throws {
    try await which.choose(session)
    try await sure.check("Take algorithm \(id) out of use?", session)
    try await session.client.algorithm.invalidate(id)
    session.done("Algorithm \(id) is out of use.", ["id": .integer(id.rawValue)])
  }
}
