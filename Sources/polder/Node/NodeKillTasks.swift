import ArgumentParser
import PolderClient
import PolderCore
import PolderPrompt

/// `polder node kill-tasks`
struct NodeKillTasks: ClientCommand {
  static let configuration = CommandConfiguration(
    commandName: "kill-tasks", abstract: "End all that a node works at.")

  @Argument(help: "The node's id.") var id: NodeID
  @OptionGroup var sure: SureOptions

  @OptionGroup var client: ClientOptions

  func run(_ session: PromptSession) async throws {
    try await sure.check("End all tasks of node \(id)?", session)
    session.done(try await session.client.node.killTasks(id), ["id": .integer(id.rawValue)])
  }
}
