import ArgumentParser

/// `polder store role`
struct StoreRoleGroup: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "role", abstract: "Look at roles at a store and manage them.",
    subcommands: [StoreRoleList.self, StoreRoleCreate.self, StoreRoleUpdate.self, StoreRoleDelete.self])
}
