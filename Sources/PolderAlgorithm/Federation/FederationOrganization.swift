public import PolderCore

/// An organization of a collaboration.
public struct FederationOrganization: Hashable, Sendable {
  /// Its id.
  public let id: OrganizationID
  /// Its name.
  public let name: String

  /// An organization.
  public init(id: OrganizationID, name: String) {
    self.id = id
    self.name = name
  }
}
