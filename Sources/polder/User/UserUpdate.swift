import ArgumentParser
import PolderClient
import PolderCore
import PolderPrompt

/// `polder user update`
struct UserUpdate: ClientCommand {
  static let configuration = CommandConfiguration(
    commandName: "update", abstract: "Change a user; what is not named stays.")

  @Argument(help: "The user's id; the own one where there is none.") var id: UserID?
  @Option(help: "The first name.") var firstname: String?
  @Option(help: "The last name.") var lastname: String?
  @Option(help: "The e-mail address.") var email: String?
  @Option(help: "Another organization.") var organization: OrganizationID?
  @Option(help: "All roles the user shall have, one each time.") var role: [RoleID] = []
  @Option(help: "All rules beside those of the roles, one each time.") var rule: [RuleID] = []

  @OptionGroup var client: ClientOptions

  func run(_ session: PromptSession) async throws {
    let user = try await session.client.user.update(
      id, firstname: firstname, lastname: lastname, organization: organization, rules: rule.isEmpty ? nil : rule,
      roles: role.isEmpty ? nil : role, email: email)
    try session.print(user, columns: UserColumns.whole)
  }
}
