import ArgumentParser
import PolderClient
import PolderCore
import PolderPrompt
import PolderTransport

/// `polder whoami`
struct WhoAmI: ClientCommand {
  static let configuration = CommandConfiguration(
    commandName: "whoami", abstract: "Show who is logged in where, with which roles.")

  @OptionGroup var client: ClientOptions

  func run(_ session: PromptSession) async throws {
    let client = session.client
    let token = JWTClaims(token: try await client.token.text)
    guard let id = token?.subject else {
      throw PolderError("client-no-user", "The session does not say whose it is.", nextStep: "Run `polder login`.")
    }
    let me = try await client.user.get(id)
    // Who may see neither organization nor roles is somebody all the same.
    async let organization = Self.seen { try await client.organization.get(me.organization?.id).name }
    async let named = Self.seen {
      var query = ListRoles.Query()
      query.userID = id
      query.page = PageRequest(perPage: 100)
      return try await client.user.roles(query).data.compactMap(\.name)
    }
    let (home, roles) = try await (organization, named)
    session.printer.object([
      "profile": session.name.cell, "server": .string(session.profile.place.text), "id": me.id.cell,
      "username": me.username.cell, "name": [me.firstname, me.lastname].compactMap(\.self).joined(separator: " ").cell,
      "organization": (me.organization?.id).cell, "organization_name": (home ?? nil).cell, "roles": roles.cell,
      "collaboration": session.profile.collaboration.cell, "token_ends": (token?.ends).cell,
    ])
  }

  /// What may be seen; nil where the server refuses it for lack of a permission.
  private static func seen<Value>(_ work: () async throws -> Value) async throws -> Value? {
    do {
      return try await work()
    } catch let refusal as RequestRefusal where [401, 403].contains(refusal.status) {
      return nil
    }
  }
}
