import ArgumentParser

/// `polder node`
struct Node: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Run algorithms beside a database and let only aggregates out; manage nodes as a user.",
    subcommands: [
      NodeNew.self, NodeStart.self, NodeConfigurations.self, NodeFiles.self, NodeCheckCommand.self, NodeSetKey.self,
      NodeCreateKey.self, NodeVersionCommand.self, NodeClean.self, NodeList.self, NodeShow.self, NodeCreate.self,
      NodeUpdate.self, NodeDelete.self,
      NodeKillTasks.self, NodeRun.self, NodePolicy.self, NodeKeyGroup.self, NodeAuditGroup.self,
    ])
}
