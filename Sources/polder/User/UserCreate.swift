import ArgumentParser
import PolderClient
import PolderCore
import PolderPrompt

/// `polder user create`
struct UserCreate: ClientCommand {
  static let configuration = CommandConfiguration(
    commandName: "create", abstract: "Make a user; the password is asked for, and not shown.")

  @Option(help: "The name to log in.") var username: String
  @Option(help: "The first name.") var firstname: String
  @Option(help: "The last name.") var lastname: String
  @Option(help: "The e-mail address.") var email: String
  @Option(help: "The organization; the own one where there is none.") var organization: OrganizationID?
  @Option(help: "A role; give it once for each.") var role: [RoleID] = []
  @Option(help: "A rule beside those of the roles; give it once for each.") var rule: [RuleID] = []
  @OptionGroup var password: NewPasswordOptions

  @OptionGroup var client: ClientOptions

  func run(_ session: PromptSession) async throws {
    let user = try await session.client.user.create(
      username: username, firstname: firstname, lastname: lastname, password: try await password.read(for: username),
      email: email, organization: organization, roles: role, rules: rule)
    try session.print(user, columns: UserColumns.whole)
  }
}
