import PolderClient
import PolderCore
import PolderPrompt
import PolderTransport

extension PromptSession {
  /// Prints, below what they belong to, the organizations that take part; programs ask for them with a list of their own.
  func showMembers(_ of: (inout ListOrganizations.Query) -> Void) async throws {
    guard printer.format == .table else { return }
    var query = ListOrganizations.Query()
    of(&query)
    query.page = PageRequest(perPage: 100)
    let members = try await client.organization.list(query)
    printer.line("")
    try await print(members, all: true, columns: OrganizationColumns.list)
  }
}
