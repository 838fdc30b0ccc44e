/// Lists algorithm stores: those of the own collaborations, and those of all.
public enum ListAlgorithmStores: Operation {
  /// What to look for.
  public struct Query: QueryParameters {
    /// A pattern for the name.
    public var name: String?
    /// A pattern for the address.
    public var url: String?
    /// Only those that this collaboration may use.
    public var collaborationID: CollaborationID?
    /// Page, size and order.
    public var page = PageRequest()

    /// Nothing in particular.
    public init() {}

    /// The parameters.
    public static let fields: [QueryField<Self>] =
      [
        .init("name", \.name),
        .init("url", \.url),
        .init("collaboration_id", \.collaborationID),
      ] + QueryField.paging(\.page)
  }
  /// One page.
  public typealias Reply = Wire.Page<Wire.AlgorithmStore>
  /// `GET /algorithmstore`
  public static let route = Route(.get, "algorithmstore")
  /// Who may see a store: whoever may see its collaboration; one of all is for everybody who may see any.
  static let sight = Requirement.all([
    .atLeast(.organization, .collaboration, .view),
    .whenCollaboration(.memberOfCollaboration(.collaboration, .view)),
  ])
  /// Who may.
  public static let access = Access([.user], sight)
  /// What it does.
  public static let summary = "Lists algorithm stores"
}
