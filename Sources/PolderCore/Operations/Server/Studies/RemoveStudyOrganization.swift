/// Removes an organization from a study.
public enum RemoveStudyOrganization: Operation {
  /// The id in the path.
  public typealias Path = StudyID
  /// The organization, looked at after the permission.
  public typealias Body = LateBody<IDBody<Entities.Organization>>
  /// The organizations that are left.
  public typealias Reply = [Wire.Organization]
  /// `DELETE /study/<id>/organization`
  public static let route = Route(.delete, "study/<id>/organization")
  /// Who may.
  public static let access = Access([.user], .collaboration(.study, .edit))
  /// What it does.
  public static let summary = "Removes an organization from a study"
}
