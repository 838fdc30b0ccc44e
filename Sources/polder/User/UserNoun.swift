import ArgumentParser

/// `polder user`
struct UserNoun: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "user", abstract: "Look at users and manage them.",
    subcommands: [UserList.self, UserShow.self, UserCreate.self, UserUpdate.self, UserDelete.self, UserPassword.self])
}
