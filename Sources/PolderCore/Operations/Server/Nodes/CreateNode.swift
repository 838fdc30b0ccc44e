/// Makes a node.
public enum CreateNode: Operation {
  /// Where it belongs.
  public struct Body: RequestBody {
    /// The collaboration it serves.
    public var collaborationID = CollaborationID(0)
    /// Its organization; the own one when absent.
    public var organizationID: OrganizationID?
    /// The name.
    public var name: String?
    /// Ignored here.
    public var ip: String?
    /// Ignored here.
    public var clearIp: Bool?

    /// Nothing given.
    public init() {}

    /// The fields.
    public static let fields: [BodyField<Self>] = [
      .init(required: "collaboration_id", \.collaborationID),
      .init("organization_id", \.organizationID),
      .init("name", \.name, .name),
      .init("ip", \.ip, .address),
      .init("clear_ip", \.clearIp),
    ]
  }
  /// The node with its key, which is shown this once.
  public typealias Reply = Wire.NewNode
  /// `POST /node`
  public static let route = Route(.post, "node")
  /// Who may; in that collaboration (deviation 43).
  public static let access = Access([.user], .organizationInCollaboration(.node, .create))
  /// What it does.
  public static let summary = "Makes a node"
  /// Made.
  public static let status = 201
}
