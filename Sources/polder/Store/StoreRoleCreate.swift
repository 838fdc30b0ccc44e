import ArgumentParser
import PolderClient
import PolderCore
import PolderPrompt

/// `polder store role create`
struct StoreRoleCreate: ClientCommand {
  static let configuration = CommandConfiguration(
    commandName: "create", abstract: "Make a role at a store.")

  @OptionGroup var which: StoreOptions
  @Option(help: "Its name.") var name: String
  @Option(help: "What it is for.") var description: String
  @Option(help: "A rule that it holds; give it once for each.") var rule: [StoreRuleID] = []

  @OptionGroup var client: ClientOptions

  func run(_ session: PromptSession) async throws {
    try await which.choose(session)
    let role = try await session.client.store.role.create(name: name, description: description, rules: rule)
    try session.print(role, columns: StoreRoleColumns.list)
  }
}
