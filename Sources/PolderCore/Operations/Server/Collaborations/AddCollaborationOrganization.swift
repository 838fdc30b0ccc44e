/// Adds an organization to a collaboration.
public enum AddCollaborationOrganization: Operation {
  /// The id in the path.
  public typealias Path = CollaborationID
  /// The organization, looked at after the permission.
  public typealias Body = LateBody<IDBody<Entities.Organization>>
  /// The organizations of the collaboration.
  public typealias Reply = [Wire.Organization]
  /// `POST /collaboration/<id>/organization`
  public static let route = Route(.post, "collaboration/<id>/organization")
  /// Who may.
  public static let access = Access([.user], .collaboration(.collaboration, .edit))
  /// What it does.
  public static let summary = "Adds an organization to a collaboration"
}
