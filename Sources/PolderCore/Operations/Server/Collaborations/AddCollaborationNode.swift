/// Brings a node into a collaboration.
public enum AddCollaborationNode: Operation {
  /// The id in the path.
  public typealias Path = CollaborationID
  /// The node, looked at after the permission.
  public typealias Body = LateBody<IDBody<Entities.Authenticatable>>
  /// What is needed to take the node out of the collaboration it is in (deviation 35).
  public static let accessToOrigin = Access(
    [.user], .all([.collaboration(.collaboration, .edit), .organization(.node, .edit)]))
  /// The nodes of the collaboration.
  public typealias Reply = [Wire.SimpleNode]
  /// `POST /collaboration/<id>/node`
  public static let route = Route(.post, "collaboration/<id>/node")
  /// Who may.
  public static let access = Access([.user], .collaboration(.collaboration, .edit))
  /// What it does.
  public static let summary = "Brings a node into a collaboration"
  /// Made.
  public static let status = 201
}
