import ArgumentParser
import PolderClient
import PolderCore
import PolderPrompt

/// `polder store role list`
struct StoreRoleList: ClientCommand {
  static let configuration = CommandConfiguration(
    commandName: "list", abstract: "List roles at a store.")

  @OptionGroup var which: StoreOptions
  @Option(help: "With this name.") var name: String?
  @Option(help: "With this description.") var description: String?
  @Option(help: "Of this user.") var user: StoreUserID?

  @OptionGroup var list: ListOptions
  @OptionGroup var client: ClientOptions

  func run(_ session: PromptSession) async throws {
    try await which.choose(session)
    let page = try await session.client.store.role.list(
      name: name, description: description, user: user, page: list.page, perPage: list.size)
    try await session.print(page, all: list.all, columns: StoreRoleColumns.list)
  }
}
