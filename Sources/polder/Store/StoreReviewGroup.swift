import ArgumentParser

/// `polder store review`
struct StoreReviewGroup: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "review", abstract: "Look at reviews of algorithms, ask for them and give them.",
    subcommands: [
      StoreReviewList.self, StoreReviewShow.self, StoreReviewCreate.self, StoreReviewApprove.self,
      StoreReviewReject.self, StoreReviewDelete.self,
    ])
}
