import ArgumentParser
import PolderClient
import PolderCore
import PolderPrompt

/// `polder collaboration delete`
struct CollaborationDelete: ClientCommand {
  static let configuration = CommandConfiguration(
    commandName: "delete", abstract: "Remove a collaboration.")

  @Argument(help: "The collaboration's id.") var id: CollaborationID
  @Flag(help: "Also remove its nodes, tasks and studies.") var dependents = false
  @OptionGroup var sure: SureOptions

  @OptionGroup var client: ClientOptions

  func run(_ session: PromptSession) async throws {
    try await sure.check("Remove collaboration \(id)\(dependents ? " and all that hangs on it" : "")?", session)
    try await session.client.collaboration.delete(id, deleteDependents: dependents)
    session.done("Collaboration \(id) is removed.", ["id": .integer(id.rawValue)])
  }
}
