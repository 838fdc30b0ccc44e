/// Changes a node.
public enum UpdateNode: Operation {
  /// The id in the path.
  public typealias Path = NodeID
  /// What changes; what is absent stays.
  public struct Body: RequestBody {
    /// Can not be changed.
    public var collaborationID: CollaborationID?
    /// Can not be changed.
    public var organizationID: OrganizationID?
    /// The name.
    public var name: String?
    /// The address in the VPN.
    public var ip: String?
    /// Whether to forget the address in the VPN.
    public var clearIp: Bool?

    /// Nothing given.
    public init() {}

    /// The fields.
    public static let fields: [BodyField<Self>] = [
      .init("collaboration_id", \.collaborationID, .positive),
      .init("organization_id", \.organizationID, .positive),
      .init("name", \.name, .name),
      .init("ip", \.ip, .address),
      .init("clear_ip", \.clearIp),
    ]
  }
  /// The node.
  public typealias Reply = Wire.Node
  /// `PATCH /node/<id>`
  public static let route = Route(.patch, "node/<id>")
  /// Who may; a node itself only (deviation 30), a user in the node's collaboration (deviation 43).
  public static let access = Access(
    [.user, .node], .all([.whenKind(.node, .itself), .organizationInCollaboration(.node, .edit)]))
  /// Who may change the name.
  public static let accessToName = Access(
    [.user, .node], .whenKind(.node, .any([])), refusal: "A node can only update its own VPN address!")
  /// What it does.
  public static let summary = "Changes a node"
}
