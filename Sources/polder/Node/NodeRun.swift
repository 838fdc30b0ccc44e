import ArgumentParser

/// `polder node run`
struct NodeRun: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "run", abstract: "Look at the runs that wait for the steward of a node, and decide about them.",
    subcommands: [NodeRunList.self, NodeRunApprove.self, NodeRunRefuse.self])
}
