/// Removes an organization from a collaboration.
public enum RemoveCollaborationOrganization: Operation {
  /// The id in the path.
  public typealias Path = CollaborationID
  /// The organization, looked at after the permission.
  public typealias Body = LateBody<IDBody<Entities.Organization>>
  /// The organizations that are left.
  public typealias Reply = [Wire.Organization]
  /// `DELETE /collaboration/<id>/organization`
  public static let route = Route(.delete, "collaboration/<id>/organization")
  /// Who may.
  public static let access = Access([.user], .collaboration(.collaboration, .edit))
  /// What it does.
  public static let summary = "Removes an organization from a collaboration"
}
