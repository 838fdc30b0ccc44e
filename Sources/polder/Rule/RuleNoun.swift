import ArgumentParser

/// `polder rule`
struct RuleNoun: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "rule", abstract: "Look at rules.",
    subcommands: [RuleList.self, RuleShow.self])
}
