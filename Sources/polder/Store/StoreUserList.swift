import ArgumentParser
import PolderClient
import PolderCore
import PolderPrompt

/// `polder store user list`
struct StoreUserList: ClientCommand {
  static let configuration = CommandConfiguration(
    commandName: "list", abstract: "List users of a store.")

  @OptionGroup var which: StoreOptions
  @Option(help: "With this name.") var username: String?
  @Option(help: "With this role.") var role: StoreRoleID?

  @OptionGroup var list: ListOptions
  @OptionGroup var client: ClientOptions

  func run(_ session: PromptSession) async throws {
    try await which.choose(session)
    let page = try await session.client.store.user.list(
      username: username, role: role, page: list.page, perPage: list.size)
    try await session.print(page, all: list.all, columns: StoreUserColumns.list)
  }
}
