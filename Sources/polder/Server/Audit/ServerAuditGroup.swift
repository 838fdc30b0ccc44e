import ArgumentParser

/// `polder server audit`
struct ServerAuditGroup: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "audit",
    abstract: "Look at the audit log: who did or read what, and why it was allowed.",
    subcommands: [
      ServerAuditShow.self, ServerAuditVerify.self, ServerAuditExport.self, ServerAuditCut.self,
    ])
}
