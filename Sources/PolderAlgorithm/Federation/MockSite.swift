public import PolderCore
public import PolderData

/// One organization of a collaboration in memory.
public struct MockSite: Sendable {
  /// The organization.
  public let organization: FederationOrganization
  /// Its tables.
  public let databases: [AlgorithmDatabase]
  /// Its steward's rules.
  public let disclosure: DisclosurePolicy

  /// A site with one table.
  public init(_ id: Int64, table: Table, disclosure: DisclosurePolicy = DisclosurePolicy()) {
    self.init(id, databases: [AlgorithmDatabase(source: table)], disclosure: disclosure)
  }

  /// A site with any tables, also none.
  public init(_ id: Int64, databases: [AlgorithmDatabase], disclosure: DisclosurePolicy = DisclosurePolicy()) {
    organization = FederationOrganization(id: OrganizationID(id), name: "site \(id)")
    self.databases = databases
    self.disclosure = disclosure
  }
}
