/// A group of sockets that get the same events; the description is the contract's name.
public enum Room: Hashable, Sendable, CustomStringConvertible {
  /// All nodes of all collaborations.
  case allNodes
  /// Everybody who sees a whole collaboration.
  case collaboration(CollaborationID)
  /// Those of one organization in a collaboration.
  case organization(CollaborationID, OrganizationID)

  /// The contract's name.
  public var description: String {
    switch self {
    case .allNodes: "all_nodes"
    case .collaboration(let collaboration): "collaboration_\(collaboration)"
    case .organization(let collaboration, let organization):
      "collaboration_\(collaboration)_organization_\(organization)"
    }
  }
}
