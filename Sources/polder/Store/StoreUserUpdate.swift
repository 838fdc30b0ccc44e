import ArgumentParser
import PolderClient
import PolderCore
import PolderPrompt

/// `polder store user update`
struct StoreUserUpdate: ClientCommand {
  static let configuration = CommandConfiguration(
    commandName: "update", abstract: "Give a user of a store other roles.")

  @OptionGroup var which: StoreOptions
  @Argument(help: "The user's id.") var id: StoreUserID
  @Option(help: "All roles the user shall have, one each time.") var role: [StoreRoleID] = []

  @OptionGroup var client: ClientOptions

  func validate() throws {
    if role.isEmpty { throw ValidationError("Name all roles the user shall have: --role ID, once or several times.") }
  }

  func run(_ session: PromptSession) async throws {
    try await which.choose(session)
    let user = try await session.client.store.user.update(id, roles: role)
    try session.print(user, columns: StoreUserColumns.list)
  }
}
