import ArgumentParser
import PolderClient
import PolderCore
import PolderPrompt

/// `polder store user show`
struct StoreUserShow: ClientCommand {
  static let configuration = CommandConfiguration(
    commandName: "show", abstract: "Show a user of a store.")

  @OptionGroup var which: StoreOptions
  @Argument(help: "The user's id.") var id: StoreUserID

  @OptionGroup var client: ClientOptions

  func run(_ session: PromptSession) async throws {
    try await which.choose(session)
    try session.print(try await session.client.store.user.get(id), columns: StoreUserColumns.list)
  }
}
