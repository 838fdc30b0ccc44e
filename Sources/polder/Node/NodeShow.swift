import ArgumentParser
import PolderClient
import PolderCore
import PolderPrompt

/// `polder node show`
struct NodeShow: ClientCommand {
  static let configuration = CommandConfiguration(
    commandName: "show", abstract: "Show a node, as the server knows it.")

  @Argument(help: "The node's id.") var id: NodeID

  @OptionGroup var client: ClientOptions

  func run(_ session: PromptSession) async throws {
    try session.print(try await session.client.node.get(id), columns: NodeColumns.whole)
  }
}
