import ArgumentParser
import PolderClient
import PolderCore
import PolderPrompt

/// `polder organization delete`
struct OrganizationDelete: ClientCommand {
  static let configuration = CommandConfiguration(
    commandName: "delete", abstract: "Remove an organization.")

  @Argument(help: "The organization's id.") var id: OrganizationID
  @Flag(help: "Also remove what hangs on it: users, nodes, tasks and results.") var dependents = false
  @OptionGroup var sure: SureOptions

  @OptionGroup var client: ClientOptions

  func run(_ session: PromptSession) async throws {
    try await sure.check("Remove organization \(id)\(dependents ? " and all that hangs on it" : "")?", session)
    try await session.client.organization.delete(id, deleteDependents: dependents)
    session.done("Organization \(id) is removed.", ["id": .integer(id.rawValue)])
  }
}
