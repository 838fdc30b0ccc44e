import ArgumentParser

/// `polder run`
struct RunNoun: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "run", abstract: "Look at runs: the part of a task that one organization executes.",
    subcommands: [RunList.self, RunShow.self])
}
