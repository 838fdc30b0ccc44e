import ArgumentParser
import PolderClient
import PolderCore
import PolderPrompt

/// `polder rule show`
struct RuleShow: ClientCommand {
  static let configuration = CommandConfiguration(
    commandName: "show", abstract: "Show a rule.")

  @Argument(help: "The rule's id.") var id: RuleID

  @OptionGroup var client: ClientOptions

  func run(_ session: PromptSession) async throws {
    try session.print(try await session.client.rule.get(id), columns: RuleColumns.list)
  }
}
