import ArgumentParser
import PolderClient
import PolderCore
import PolderPrompt

/// `polder rule list`
struct RuleList: ClientCommand {
  static let configuration = CommandConfiguration(
    commandName: "list", abstract: "List rules: what a role may hold.")

  @Option(help: "About this: node, task, user and so on.") var name: String?
  @Option(help: "For this: view, edit, create, delete, send or receive.") var operation: RuleOperation?
  @Option(help: "As far as this: own, organization, collaboration or global.") var scope: Scope?
  @Option(help: "Of this role.") var role: RoleID?

  @OptionGroup var list: ListOptions
  @OptionGroup var client: ClientOptions

  func run(_ session: PromptSession) async throws {
    let page = try await session.client.rule.list(
      name: name, operation: operation, scope: scope, role: role, page: list.page, perPage: list.size)
    try await session.print(page, all: list.all, columns: RuleColumns.list)
  }
}
