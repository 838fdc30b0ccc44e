/// Shows a node.
public enum GetNode: Operation {
  /// The id in the path.
  public typealias Path = NodeID
  /// The node.
  public typealias Reply = Wire.Node
  /// `GET /node/<id>`
  public static let route = Route(.get, "node/<id>")
  /// Who may; in the node's collaboration (deviation 43).
  public static let access = Access([.user, .node], .organizationInCollaboration(.node, .view))
  /// What it does.
  public static let summary = "Shows a node"
}
