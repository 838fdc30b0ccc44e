import ArgumentParser
import PolderClient
import PolderCore
import PolderPrompt

/// `polder role update`
struct RoleUpdate: ClientCommand {
  static let configuration = CommandConfiguration(
    commandName: "update", abstract: "Change a role; what is not named stays.")

  @Argument(help: "The role's id.") var id: RoleID
  @Option(help: "Its name.") var name: String?
  @Option(help: "What it is for.") var description: String?
  @Option(help: "All rules it shall hold, one each time.") var rule: [RuleID] = []

  @OptionGroup var client: ClientOptions

  func run(_ session: PromptSession) async throws {
    let role = try await session.client.role.update(
      id, name: name, description: description, rules: rule.isEmpty ? nil : rule)
    try session.print(role, columns: RoleColumns.list)
  }
}
