/// Deletes a node.
public enum DeleteNode: Operation {
  /// The id in the path.
  public typealias Path = NodeID
  /// What was done.
  public typealias Reply = Wire.Message
  /// `DELETE /node/<id>`
  public static let route = Route(.delete, "node/<id>")
  /// Who may; in the node's collaboration (deviation 43).
  public static let access = Access([.user], .organizationInCollaboration(.node, .delete))
  /// What it does.
  public static let summary = "Deletes a node"
}
