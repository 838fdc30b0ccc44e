import ArgumentParser

/// `polder store user`
struct StoreUserGroup: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "user", abstract: "Look at users of a store and manage them.",
    subcommands: [
      StoreUserList.self, StoreUserShow.self, StoreUserRegister.self, StoreUserUpdate.self, StoreUserDelete.self,
    ])
}
