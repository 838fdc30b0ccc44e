import ArgumentParser
import PolderClient
import PolderCore
import PolderPrompt

/// `polder role create`
struct RoleCreate: ClientCommand {
  static let configuration = CommandConfiguration(
    commandName: "create", abstract: "Make a role.")

  @Option(help: "Its name.") var name: String
  @Option(help: "What it is for.") var description: String
  @Option(help: "A rule that it holds; give it once for each.") var rule: [RuleID] = []
  @Option(help: "The organization; the own one where there is none.") var organization: OrganizationID?

  @OptionGroup var client: ClientOptions

  func run(_ session: PromptSession) async throws {
    let role = try await session.client.role.create(
      name: name, description: description, rules: rule, organization: organization)
    try session.print(role, columns: RoleColumns.list)
  }
}
