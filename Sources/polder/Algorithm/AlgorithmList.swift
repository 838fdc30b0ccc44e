import ArgumentParser
import PolderClient
import PolderCore
import PolderPrompt

/// `polder algorithm list`
struct AlgorithmList: ClientCommand {
  static let configuration = CommandConfiguration(
    commandName: "list", abstract: "List algorithms of a store: those that are approved, unless a flag asks for others."
  )

  @OptionGroup var which: StoreOptions
  @Option(help: "With this name.") var name: String?
  @Option(help: "With this description.") var description: String?
  @Option(help: "With this image.") var image: String?
  @Option(help: "For data shared out like this: horizontal or vertical.") var partitioning: AlgorithmPartitioning?
  @Option(help: "Made for this version of vantage6.") var v6Version: String?
  @Flag(help: "Those that wait for somebody to review them.") var awaitingReviewer = false
  @Flag(help: "Those that are being reviewed.") var underReview = false
  @Flag(help: "Those that wait or are being reviewed.") var inReview = false
  @Flag(help: "Those that are no longer in use.") var invalidated = false

  @OptionGroup var list: ListOptions
  @OptionGroup var client: ClientOptions

  func run(_ session: PromptSession) async throws {
    try await which.choose(session)
    let page = try await session.client.algorithm.list(
      name: name, description: description, image: image, partitioning: partitioning, v6Version: v6Version,
      awaitingReviewerAssignment: awaitingReviewer ? true : nil, underReview: underReview ? true : nil,
      inReviewProcess: inReview ? true : nil, invalidated: invalidated ? true : nil, page: list.page,
      perPage: list.size)
    try await session.print(page, all: list.all, columns: AlgorithmColumns.list)
  }
}
