/// Lists runs, the newest first.
public enum ListRuns: Operation {
  /// What to look for.
  public typealias Query = RunFilter
  /// One page.
  public typealias Reply = Wire.Page<Wire.Run>
  /// `GET /run`
  public static let route = Route(.get, "run")
  /// Who may.
  public static let access = RunFilter.access
  /// What it does.
  public static let summary = "Lists runs, the newest first"
}
