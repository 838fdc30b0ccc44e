import ArgumentParser
import PolderClient
import PolderCore
import PolderPrompt

/// `polder store user register`
struct StoreUserRegister: ClientCommand {
  static let configuration = CommandConfiguration(
    commandName: "register", abstract: "Make a user of the server a user of a store.")

  @OptionGroup var which: StoreOptions
  @Option(help: "The name at the server.") var username: String
  @Option(help: "A role; give it once for each.") var role: [StoreRoleID] = []

  @OptionGroup var client: ClientOptions

  func run(_ session: PromptSession) async throws {
    try await which.choose(session)
    let user = try await session.client.store.user.register(username: username, roles: role)
    try session.print(user, columns: StoreUserColumns.list)
  }
}
