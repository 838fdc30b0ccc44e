import ArgumentParser
import PolderClient
import PolderCore
import PolderPrompt

/// `polder user list`
struct UserList: ClientCommand {
  static let configuration = CommandConfiguration(
    commandName: "list", abstract: "List users.")

  @Option(help: "With this name to log in; % stands for any text.") var username: String?
  @Option(help: "Of this organization.") var organization: OrganizationID?
  @Option(help: "With this first name.") var firstname: String?
  @Option(help: "With this last name.") var lastname: String?
  @Option(help: "With this e-mail address.") var email: String?
  @Option(help: "With this role.") var role: RoleID?
  @Option(help: "With this rule.") var rule: RuleID?
  @Option(help: .time("Seen at this time or later")) var lastSeenFrom: Timestamp?
  @Option(help: .time("Seen at this time or before")) var lastSeenTill: Timestamp?

  @OptionGroup var list: ListOptions
  @OptionGroup var client: ClientOptions

  func run(_ session: PromptSession) async throws {
    let page = try await session.client.user.list(
      username: username, organization: organization, firstname: firstname, lastname: lastname, email: email,
      role: role, rule: rule, lastSeenFrom: lastSeenFrom, lastSeenTill: lastSeenTill, page: list.page,
      perPage: list.size)
    try await session.print(page, all: list.all, columns: UserColumns.list)
  }
}
