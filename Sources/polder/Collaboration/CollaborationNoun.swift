import ArgumentParser

/// `polder collaboration`
struct CollaborationNoun: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "collaboration", abstract: "Look at collaborations and manage them.",
    subcommands: [
      CollaborationList.self, CollaborationShow.self, CollaborationCreate.self, CollaborationUpdate.self,
      CollaborationDelete.self, CollaborationAddOrganization.self, CollaborationRemoveOrganization.self,
    ])
}
