/// Lists collaborations.
public enum ListCollaborations: Operation {
  /// What to look for.
  public struct Query: QueryParameters {
    /// A pattern for the name.
    public var name: String?
    /// Whether inputs and results are encrypted.
    public var encrypted: Bool?
    /// Only those of this organization.
    public var organizationID: OrganizationID?
    /// Only those that use this store.
    public var algorithmStoreID: AlgorithmStoreID?
    /// What to put in place of addresses.
    public var include: [String] = []
    /// Page, size and order.
    public var page = PageRequest()

    /// Nothing in particular.
    public init() {}

    /// The parameters.
    public static let fields: [QueryField<Self>] =
      [
        .init("name", \.name),
        .init("encrypted", \.encrypted),
        .init("organization_id", \.organizationID),
        .init("algorithm_store_id", \.algorithmStoreID),
        .init("include", words: \.include),
      ] + QueryField.paging(\.page)
  }
  /// One page.
  public typealias Reply = Wire.Page<Wire.Collaboration>
  /// `GET /collaboration`
  public static let route = Route(.get, "collaboration")
  /// Who may.
  public static let access = Access([.user, .node], .atLeast(.organization, .collaboration, .view))
  /// What it does.
  public static let summary = "Lists collaborations"
}
