/// Shows a study.
public enum GetStudy: Operation {
  /// The id in the path.
  public typealias Path = StudyID
  /// What to put in place of addresses.
  public typealias Query = IncludeQuery
  /// The study.
  public typealias Reply = Wire.Study
  /// `GET /study/<id>`
  public static let route = Route(.get, "study/<id>")
  /// Who may.
  public static let access = Access(
    [.user, .node, .container],
    .all([.whenKind(.node, .participant), .whenKind(.container, .participant), .study(.study, .view)]))
  /// What it does.
  public static let summary = "Shows a study"
}
