/// Shows a rule.
public enum GetRule: Operation {
  /// The id in the path.
  public typealias Path = RuleID
  /// The rule.
  public typealias Reply = Wire.Rule
  /// `GET /rule/<id>`
  public static let route = Route(.get, "rule/<id>")
  /// Who may.
  public static let access = Access([.user], .nothing)
  /// What it does.
  public static let summary = "Shows a rule"
}
