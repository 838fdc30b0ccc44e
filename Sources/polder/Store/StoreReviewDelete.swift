import ArgumentParser
import PolderClient
import PolderCore
import PolderPrompt

/// `polder store review delete`
struct StoreReviewDelete: ClientCommand {
  static let configuration = CommandConfiguration(
    commandName: "delete", abstract: "Remove a review.")

  @OptionGroup var which: StoreOptions
  @Argument(help: "The review's id.") var id: ReviewID
  @OptionGroup var sure: SureOptions

  @OptionGroup var client: ClientOptions

  func run(_ session: PromptSession) async throws {
    try await which.choose(session)
    try await sure.check("Remove review \(id)?", session)
    try await session.client.store.review.delete(id)
    session.done("Review \(id) is removed.", ["id": .integer(id.rawValue)])
  }
}
