import ArgumentParser

/// `polder server`
struct Server: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Coordinate: who takes part, who may do what, what ran.",
    subcommands: [ServerStart.self, ServerImport.self, ServerBackup.self, ServerRestore.self, ServerAPI.self])
}
