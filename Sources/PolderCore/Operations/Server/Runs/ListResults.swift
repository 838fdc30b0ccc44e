/// Lists results, the newest first.
public enum ListResults: Operation {
  /// What to look for.
  public typealias Query = RunFilter
  /// One page.
  public typealias Reply = Wire.Page<Wire.Result>
  /// `GET /result`
  public static let route = Route(.get, "result")
  /// Who may.
  public static let access = RunFilter.access
  /// What it does.
  public static let summary = "Lists results, the newest first"
}
