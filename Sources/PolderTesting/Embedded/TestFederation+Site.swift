package import PolderCore

extension TestFederation {
  /// One organization of a federation.
  package struct Site: Sendable {
    /// Its name.
    package let name: String
    /// Its number.
    package let organization: OrganizationID
    /// Its node, when one is registered.
    package let node: NodeID?
    /// The key of its node.
    package let apiKey: String?
  }
}
