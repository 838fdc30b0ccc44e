import ArgumentParser
import PolderClient
import PolderCore
import PolderPrompt

/// `polder algorithm submit`
struct AlgorithmSubmit: ClientCommand {
  static let configuration = CommandConfiguration(
    commandName: "submit", abstract: "Submit an algorithm to a store for review.",
    discussion: """
      The object has the keys name, description, image, partitioning, vantage6_version, code_url, \
      documentation_url and functions, as `polder algorithm show ID --json` prints them.
      """)

  @OptionGroup var which: StoreOptions
  @Argument(help: "JSON that describes it: the text itself, @FILE, or - for standard input.") var description: String

  @OptionGroup var client: ClientOptions

  func run(_ session: PromptSession) async throws {
    try await which.choose(session)
    let json = try PromptContent.json(of: description, flag: "the description")
    let algorithm = try await session.client.algorithm.create(try CreateAlgorithm.Body(json: json))
    try session.print(algorithm, columns: AlgorithmColumns.whole)
  }
}
