/// Adds an organization to a study.
public enum AddStudyOrganization: Operation {
  /// The id in the path.
  public typealias Path = StudyID
  /// The organization, looked at after the permission.
  public typealias Body = LateBody<IDBody<Entities.Organization>>
  /// The organizations of the study.
  public typealias Reply = [Wire.Organization]
  /// `POST /study/<id>/organization`
  public static let route = Route(.post, "study/<id>/organization")
  /// Who may.
  public static let access = Access([.user], .collaboration(.study, .edit))
  /// What it does.
  public static let summary = "Adds an organization to a study"
}
