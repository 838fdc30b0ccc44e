import ArgumentParser

/// `polder node audit`
struct NodeAuditGroup: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "audit",
    abstract: "Look at the node's audit log: who asked for what, what was decided, and what left.",
    subcommands: [NodeAuditShow.self, NodeAuditVerify.self, NodeAuditExport.self])
}
