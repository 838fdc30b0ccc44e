import ArgumentParser

/// `polder server`
struct Server: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Coordinate: who takes part, who may do what, what ran.",
    subcommands: [
      ServerNew.self, ServerStart.self, ServerCheckCommand.self, ServerFiles.self, ServerList.self,
      ServerVersionCommand.self, ServerAuditGroup.self, ServerAPI.self,
      ServerImport.self, ServerBackup.self, ServerRestore.self,
    ])
}
