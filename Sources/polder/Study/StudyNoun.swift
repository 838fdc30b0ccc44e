import ArgumentParser

/// `polder study`
struct StudyNoun: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "study", abstract: "Look at studies and manage them.",
    subcommands: [
      StudyList.self, StudyShow.self, StudyCreate.self, StudyUpdate.self, StudyDelete.self, StudyAddOrganization.self,
      StudyRemoveOrganization.self,
    ])
}
