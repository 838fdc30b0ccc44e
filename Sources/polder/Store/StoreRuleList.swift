import ArgumentParser
import PolderClient
import PolderCore
import PolderPrompt

/// `polder store rule list`
struct StoreRuleList: ClientCommand {
  static let configuration = CommandConfiguration(
    commandName: "list", abstract: "List rules at a store.")

  @OptionGroup var which: StoreOptions
  @Option(help: "About this: algorithm, review, user, role or server.") var name: String?
  @Option(help: "For this: view, create, edit, delete or review.") var operation: String?
  @Option(help: "Of this role.") var role: StoreRoleID?
  @Option(help: "Of the user of this name.") var username: String?
  @Option(help: "The server that this user comes from; the own one where none is named.") var userServer: String?

  @OptionGroup var list: ListOptions
  @OptionGroup var client: ClientOptions

  func run(_ session: PromptSession) async throws {
    try await which.choose(session)
    let page = try await session.client.store.rule.list(
      name: name, operation: operation, role: role, username: username, serverURL: userServer, page: list.page,
      perPage: list.size)
    try await session.print(page, all: list.all, columns: StoreRuleColumns.list)
  }
}
