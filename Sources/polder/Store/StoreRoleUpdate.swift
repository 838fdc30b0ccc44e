import ArgumentParser
import PolderClient
import PolderCore
import PolderPrompt

/// `polder store role update`
struct StoreRoleUpdate: ClientCommand {
  static let configuration = CommandConfiguration(
    commandName: "update", abstract: "Change a role at a store; what is not named stays.")

  @OptionGroup var which: StoreOptions
  @Argument(help: "The role's id.") var id: StoreRoleID
  @Option(help: "Its name.") var name: String?
  @Option(help: "What it is for.") var description: String?
  @Option(help: "All rules it shall hold, one each time.") var rule: [StoreRuleID] = []

  @OptionGroup var client: ClientOptions

  func run(_ session: PromptSession) async throws {
    try await which.choose(session)
    let role = try await session.client.store.role.edit(
      id, name: name, description: description, rules: rule.isEmpty ? nil : rule)
    try session.print(role, columns: StoreRoleColumns.list)
  }
}
