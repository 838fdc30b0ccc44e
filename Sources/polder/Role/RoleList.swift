import ArgumentParser
import PolderClient
import PolderCore
import PolderPrompt

/// `polder role list`
struct RoleList: ClientCommand {
  static let configuration = CommandConfiguration(
    commandName: "list", abstract: "List roles.")

  @Option(help: "With this name; % stands for any text.") var name: String?
  @Option(help: "With this description; % stands for any text.") var description: String?
  @Option(help: "Of this organization.") var organization: OrganizationID?
  @Option(help: "With this rule.") var rule: RuleID?
  @Option(help: "Of this user.") var user: UserID?
  @Flag(help: "With --organization: also those that every organization has.") var includeRoot = false

  @OptionGroup var list: ListOptions
  @OptionGroup var client: ClientOptions

  func run(_ session: PromptSession) async throws {
    let page = try await session.client.role.list(
      name: name, description: description, organization: organization, rule: rule, user: user,
      includeRoot: includeRoot ? true : nil, page: list.page, perPage: list.size)
    try await session.print(page, all: list.all, columns: RoleColumns.list)
  }
}
