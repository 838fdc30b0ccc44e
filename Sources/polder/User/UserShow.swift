import ArgumentParser
import PolderClient
import PolderCore
import PolderPrompt

/// `polder user show`
struct UserShow: ClientCommand {
  static let configuration = CommandConfiguration(
    commandName: "show", abstract: "Show a user and the user's roles.")

  @Argument(help: "The user's id; the own one where there is none.") var id: UserID?

  @OptionGroup var client: ClientOptions

  func run(_ session: PromptSession) async throws {
    let user = try await session.client.user.get(id)
    try session.print(user, columns: UserColumns.whole)
    guard session.printer.format == .table, let roles = try await Self.roles(of: user.id, session) else { return }
    session.printer.line("")
    try session.print(roles, columns: RoleColumns.list)
  }

  /// The roles; nil where the right to see them is missing.
  private static func roles(of user: UserID, _ session: PromptSession) async throws -> [Wire.Role]? {
    do {
      return try await session.client.role.list(user: user, perPage: 100).all()
    } catch let refusal as RequestRefusal where [401, 403].contains(refusal.status) {
      return nil
    }
  }
}
