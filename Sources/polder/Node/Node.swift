import ArgumentParser

/// `polder node`
struct Node: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Run algorithms beside a database and let only aggregates out; manage nodes as a user.",
    subcommands: [
      NodeStart.self, NodeList.self, NodeShow.self, NodeCreate.self, NodeUpdate.self, NodeDelete.self,
      NodeKillTasks.self,
    ])
}
