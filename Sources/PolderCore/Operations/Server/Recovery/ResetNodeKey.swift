/// Gives a node a new key; the old one and the node's tokens are void.
public enum ResetNodeKey: Operation {
  /// Which node.
  public struct Body: RequestBody {
    /// The node.
    public var id = NodeID(0)

    /// Nothing given.
    public init() {}

    /// A node.
    public init(id: NodeID) { self.id = id }

    /// The fields.
    public static let fields: [BodyField<Self>] = [.init(required: "id", \.id, .positive)]
  }
  /// The new key.
  public typealias Reply = Wire.NodeKey
  /// `POST /recover/node`
  public static let route = Route(.post, "recover/node")
  /// Who may; in the node's collaboration (deviation 43).
  public static let access = Access([.user], .organizationInCollaboration(.node, .edit))
  /// What it does.
  public static let summary = "Gives a node a new key"
}
