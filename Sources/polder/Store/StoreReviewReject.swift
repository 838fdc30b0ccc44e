import ArgumentParser
import PolderClient
import PolderCore
import PolderPrompt

/// `polder store review reject`
struct StoreReviewReject: ClientCommand {
  static let configuration = CommandConfiguration(
    commandName: "reject", abstract: "Reject an algorithm as its reviewer.")

  @OptionGroup var which: StoreOptions
  @Argument(help: "The review's id.") var id: ReviewID
  @Option(help: "What the developer shall read.") var comment: String?

  @OptionGroup var client: ClientOptions

  func run(_ session: PromptSession) async throws {
    try await which.choose(session)
    let said = try await session.client.store.review.reject(id, comment: comment)
    session.done(said, ["id": .integer(id.rawValue), "msg": .string(said)])
  }
}
