import ArgumentParser
import PolderClient
import PolderCore
import PolderPrompt

/// `polder store show`
struct StoreShow: ClientCommand {
  static let configuration = CommandConfiguration(
    commandName: "show", abstract: "Show an algorithm store.")

  @OptionGroup var which: StoreOptions

  @OptionGroup var client: ClientOptions

  func run(_ session: PromptSession) async throws {
    let store = try await which.choose(session)
    try session.print(store, columns: StoreColumns.list)
  }
}
