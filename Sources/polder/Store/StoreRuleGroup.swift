import ArgumentParser

/// `polder store rule`
struct StoreRuleGroup: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "rule", abstract: "Look at rules at a store.",
    subcommands: [StoreRuleList.self])
}
