import ArgumentParser
import PolderClient
import PolderCore
import PolderPrompt

/// `polder role show`
struct RoleShow: ClientCommand {
  static let configuration = CommandConfiguration(
    commandName: "show", abstract: "Show a role and its rules.")

  @Argument(help: "The role's id.") var id: RoleID

  @OptionGroup var client: ClientOptions

  func run(_ session: PromptSession) async throws {
    let role = try await session.client.role.get(id)
    try session.print(role, columns: RoleColumns.list)
    guard session.printer.format == .table else { return }
    let rules = try await session.client.rule.list(role: id, perPage: 100).all()
    session.printer.line("")
    try session.print(rules, columns: RuleColumns.list)
  }
}
