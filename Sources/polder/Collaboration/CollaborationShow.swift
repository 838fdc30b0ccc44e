import ArgumentParser
import PolderClient
import PolderCore
import PolderPrompt

/// `polder collaboration show`
struct CollaborationShow: ClientCommand {
  static let configuration = CommandConfiguration(
    commandName: "show", abstract: "Show a collaboration and its organizations.")

  @Argument(help: "The collaboration's id; that of the profile where there is none.") var id: CollaborationID?

  @OptionGroup var client: ClientOptions

  func run(_ session: PromptSession) async throws {
    let collaboration = try await session.client.collaboration.get(try session.requiredCollaboration(id))
    try session.print(collaboration, columns: CollaborationColumns.list)
    try await session.showMembers { $0.collaborationID = collaboration.id }
  }
}
