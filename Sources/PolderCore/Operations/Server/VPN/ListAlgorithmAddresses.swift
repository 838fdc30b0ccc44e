/// Tells an algorithm where others of its tree of tasks are reached in the VPN.
public enum ListAlgorithmAddresses: Operation {
  /// Of which tasks; nothing given: of the caller's own. The flags are as deviation 3 has them.
  public struct Query: QueryParameters {
    /// The tasks that the caller made as well.
    public var includeChildren: Bool?
    /// The task that made the caller's as well.
    public var includeParent: Bool?
    /// Only the tasks that the caller made.
    public var onlyChildren: Bool?
    /// Only the task that made the caller's.
    public var onlyParent: Bool?
    /// Only the caller's task at other organizations.
    public var onlySiblings: Bool?
    /// Only the caller's task at its own organization.
    public var onlySelf: Bool?
    /// Only ports for this.
    public var label: String?

    /// Nothing in particular.
    public init() {}

    /// The parameters.
    public static let fields: [QueryField<Self>] = [
      .init("include_children", \.includeChildren),
      .init("include_parent", \.includeParent),
      .init("only_children", \.onlyChildren),
      .init("only_parent", \.onlyParent),
      .init("only_siblings", \.onlySiblings),
      .init("only_self", \.onlySelf),
      .init("label", \.label),
    ]
  }
  /// The addresses.
  public typealias Reply = Wire.AlgorithmAddresses
  /// `GET /vpn/algorithm/addresses`
  public static let route = Route(.get, "vpn/algorithm/addresses")
  /// Who may.
  public static let access = Access([.container], .nothing)
  /// What it does.
  public static let summary = "Tells where algorithms of the same tree are reached"
}
