import ArgumentParser

/// `polder profile`
struct ProfileNoun: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "profile", abstract: "Look at profiles, one for each server and user, and change them.",
    subcommands: [ProfileList.self, ProfileShow.self, ProfileUse.self, ProfileSet.self, ProfileRemove.self])
}
