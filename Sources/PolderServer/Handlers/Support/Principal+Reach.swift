import PolderCore
import PolderService
import PolderSQL

extension Principal {
  /// The one collaboration of a node or a container, beyond which it sees no tasks and runs, whatever its rules
  /// (deviation 30); the outer nil is for a user, the inner for a node without collaboration.
  var onlyCollaboration: CollaborationID?? {
    switch identity {
    case .user: nil
    case .node(_, _, let collaboration): .some(collaboration)
    case .container(let claims): .some(claims.collaborationID)
    }
  }

  /// The own organization and those it works together with.
  var reachableOrganizations: [OrganizationID] {
    var reachable = collaborators
    if let organization { reachable.insert(organization) }
    return reachable.sorted()
  }

  /// A condition: an organization is the own one; never for a caller without organization.
  func isOwn(_ organization: SQL) -> SQL {
    guard let own = self.organization else { return "1 = 0" }
    return "\(organization) = \(own)"
  }

  /// A condition: a user is the caller; never for a container.
  func isSelf(_ user: SQL) -> SQL {
    guard let id else { return "1 = 0" }
    return "\(user) = \(id)"
  }

  /// Adds what keeps a node or a container to its collaboration.
  func restrict(_ listing: inout Listing, to collaboration: SQL) {
    guard let only = onlyCollaboration else { return }
    listing.require(only.map { "\(collaboration) = \($0)" } ?? "1 = 0")
  }
}
