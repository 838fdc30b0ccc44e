import ArgumentParser
import PolderClient
import PolderCore
import PolderPrompt

/// `polder node delete`
struct NodeDelete: ClientCommand {
  static let configuration = CommandConfiguration(
    commandName: "delete", abstract: "Remove a node; its key is good no longer.")

  @Argument(help: "The node's id.") var id: NodeID
  @OptionGroup var sure: SureOptions

  @OptionGroup var client: ClientOptions

  func run(_ session: PromptSession) async throws {
    try await sure.check("Remove node \(id)?", session)
    try await session.client.node.delete(id)
    session.done("Node \(id) is removed.", ["id": .integer(id.rawValue)])
  }
}
