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

  /// A condition: an organization is the own one, or one that it works together with.
  func isReachable(_ organization: SQL) -> SQL {
    .or([
      isOwn(organization),
      """
      EXISTS (SELECT 1 FROM "Member" reach WHERE reach.organization_id = \(organization) \
      AND \(.in("reach.collaboration_id", collaborations.sorted())))
      """,
    ])
  }

  /// How many organizations are reachable, as far as that is known with the caller: a node sees others besides.
  var reachableCount: Int64? {
    if case .node = identity { return nil }
    guard let organization, collaborators.contains(organization) else { return nil }
    return Int64(collaborators.count)
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
    listing.require(ofCollaboration: only.map { "\(collaboration) = \($0)" } ?? "1 = 0")
  }
}
