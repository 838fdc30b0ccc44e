import ArgumentParser
import PolderClient
import PolderCore
import PolderPrompt

/// `polder store review show`
struct StoreReviewShow: ClientCommand {
  static let configuration = CommandConfiguration(
    commandName: "show", abstract: "Show a review.")

  @OptionGroup var which: StoreOptions
  @Argument(help: "The review's id.") var id: ReviewID

  @OptionGroup var client: ClientOptions

  func run(_ session: PromptSession) async throws {
    try await which.choose(session)
    try session.print(try await session.client.store.review.get(id), columns: StoreReviewColumns.whole)
  }
}
