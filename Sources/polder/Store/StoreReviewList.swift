import ArgumentParser
import PolderClient
import PolderCore
import PolderPrompt

/// `polder store review list`
struct StoreReviewList: ClientCommand {
  static let configuration = CommandConfiguration(
    commandName: "list", abstract: "List reviews at a store.")

  @OptionGroup var which: StoreOptions
  @Option(help: "Of this algorithm.") var algorithm: AlgorithmID?
  @Option(help: "By this user of the store.") var reviewer: StoreUserID?
  @Flag(help: "Only those that are not finished.") var underReview = false
  @Flag(help: "Only those that are finished.") var reviewed = false
  @Flag(help: "Only those that approve.") var approved = false
  @Flag(help: "Only those that reject.") var rejected = false

  @OptionGroup var list: ListOptions
  @OptionGroup var client: ClientOptions

  func run(_ session: PromptSession) async throws {
    try await which.choose(session)
    let page = try await session.client.store.review.list(
      algorithm: algorithm, reviewer: reviewer, underReview: underReview ? true : nil,
      reviewed: reviewed ? true : nil, approved: approved ? true : nil, rejected: rejected ? true : nil,
      page: list.page, perPage: list.size)
    try await session.print(page, all: list.all, columns: StoreReviewColumns.list)
  }
}
