/// Deletes a study.
public enum DeleteStudy: Operation {
  /// The id in the path.
  public typealias Path = StudyID
  /// Whether to take dependents along.
  public typealias Query = DependentsQuery
  /// What was done.
  public typealias Reply = Wire.Message
  /// `DELETE /study/<id>`
  public static let route = Route(.delete, "study/<id>")
  /// Who may.
  public static let access = Access([.user], .study(.study, .delete))
  /// What it does.
  public static let summary = "Deletes a study"
}
