public import PolderCore

/// Who the node is, as its server says.
public struct NodeIdentity: Sendable, Hashable {
  /// The node.
  public let node: NodeID
  /// Its name.
  public let name: String
  /// Its organization.
  public let organization: OrganizationID
  /// Its collaboration.
  public let collaboration: CollaborationID

  /// An identity.
  public init(node: NodeID, name: String, organization: OrganizationID, collaboration: CollaborationID) {
    self.node = node
    self.name = name
    self.organization = organization
    self.collaboration = collaboration
  }
}
