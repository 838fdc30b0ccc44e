import ArgumentParser

/// `polder node`
struct Node: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Run algorithms beside a database and let only aggregates out.", subcommands: [NodeStart.self])
}
