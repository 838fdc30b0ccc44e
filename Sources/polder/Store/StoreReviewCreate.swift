import ArgumentParser
import PolderClient
import PolderCore
import PolderPrompt

/// `polder store review create`
struct StoreReviewCreate: ClientCommand {
  static let configuration = CommandConfiguration(
    commandName: "create", abstract: "Ask a user of a store to review an algorithm.")

  @OptionGroup var which: StoreOptions
  @Option(help: "The algorithm.") var algorithm: AlgorithmID
  @Option(help: "The user of the store.") var reviewer: StoreUserID

  @OptionGroup var client: ClientOptions

  func run(_ session: PromptSession) async throws {
    try await which.choose(session)
    let review = try await session.client.store.review.create(algorithm: algorithm, reviewer: reviewer)
    try session.print(review, columns: StoreReviewColumns.whole)
  }
}
