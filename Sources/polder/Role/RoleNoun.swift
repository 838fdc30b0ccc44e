import ArgumentParser

/// `polder role`
struct RoleNoun: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "role", abstract: "Look at roles and manage them.",
    subcommands: [RoleList.self, RoleShow.self, RoleCreate.self, RoleUpdate.self, RoleDelete.self])
}
