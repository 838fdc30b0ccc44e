/// Shows a result.
public enum GetResult: Operation {
  /// The id in the path.
  public typealias Path = RunID
  /// The result.
  public typealias Reply = Wire.Result
  /// `GET /result/<id>`
  public static let route = Route(.get, "result/<id>")
  /// Who may.
  public static let access = Access(
    [.user, .node, .container],
    .all([
      .whenKind(.node, .ownCollaboration), .any([.organizationInCollaboration(.run, .view), .creator(.run, .view)]),
    ]))
  /// What it does.
  public static let summary = "Shows a result"
}
