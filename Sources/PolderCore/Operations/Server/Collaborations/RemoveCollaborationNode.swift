/// Takes a node out of a collaboration.
public enum RemoveCollaborationNode: Operation {
  /// The id in the path.
  public typealias Path = CollaborationID
  /// The node, looked at after the permission.
  public typealias Body = LateBody<IDBody<Entities.Authenticatable>>
  /// What was done.
  public typealias Reply = Wire.Message
  /// `DELETE /collaboration/<id>/node`
  public static let route = Route(.delete, "collaboration/<id>/node")
  /// Who may.
  public static let access = Access([.user], .collaboration(.collaboration, .edit))
  /// What it does.
  public static let summary = "Takes a node out of a collaboration"
}
