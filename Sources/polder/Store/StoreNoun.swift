import ArgumentParser

/// `polder store`
struct StoreNoun: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "store", abstract: "Look at algorithm stores and manage what is in them.",
    subcommands: [
      StoreList.self, StoreShow.self, StoreCreate.self, StoreUpdate.self, StoreDelete.self, StorePolicies.self,
      StoreUserGroup.self, StoreRoleGroup.self, StoreRuleGroup.self, StoreReviewGroup.self,
    ])
}
