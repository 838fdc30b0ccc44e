import PolderCore
import PolderHTTP

/// Who is behind a socket.
struct SocketIdentity: Sendable {
  /// What the token of its handshake says.
  let claims: TokenClaims
  /// Who it is; looked up again with every sweep.
  var caller: Caller
  /// The rooms it is in.
  var rooms: [Room]

  /// A user or a node, as far as sockets need to know.
  struct Caller: Sendable, Hashable {
    let id: UserID
    let name: String
    let organization: OrganizationID?
    let collaboration: CollaborationID?
    let isNode: Bool

    init?(_ principal: Principal) {
      organization = principal.organization
      switch principal.identity {
      case .user(let id, let username): (self.id, name, collaboration, isNode) = (id, username, nil, false)
      case .node(let id, let name, let collaboration):
        (self.id, self.name, self.collaboration, isNode) = (id, name, collaboration, true)
      case .container: return nil
      }
    }

    /// What others are told when it comes and goes.
    var presence: EventPayload.NodePresence { .init(id: id, name: name, organizationID: organization) }
  }
}
