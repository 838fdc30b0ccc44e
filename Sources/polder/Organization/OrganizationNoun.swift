import ArgumentParser

/// `polder organization`
struct OrganizationNoun: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "organization", abstract: "Look at organizations and manage them.",
    subcommands: [
      OrganizationList.self, OrganizationShow.self, OrganizationCreate.self, OrganizationUpdate.self,
      OrganizationDelete.self,
    ])
}
