import ArgumentParser

/// `polder algorithm`
struct Algorithm: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Run the algorithms that come with Polder.", subcommands: [AlgorithmRun.self])
}
