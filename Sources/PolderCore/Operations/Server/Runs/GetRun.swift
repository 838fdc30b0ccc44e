/// Shows a run.
public enum GetRun: Operation {
  /// The id in the path.
  public typealias Path = RunID
  /// What to look for.
  public struct Query: QueryParameters {
    /// What to put in place of addresses.
    public var include: [String] = []

    /// Nothing in particular.
    public init() {}

    /// The parameters.
    public static let fields: [QueryField<Self>] =
      [
        .init("include", words: \.include)
      ]
  }
  /// The run.
  public typealias Reply = Wire.Run
  /// `GET /run/<id>`
  public static let route = Route(.get, "run/<id>")
  /// Who may.
  public static let access = Access(
    [.user, .node, .container],
    .all([
      .whenKind(.node, .ownCollaboration), .any([.organizationInCollaboration(.run, .view), .creator(.run, .view)]),
    ]))
  /// What it does.
  public static let summary = "Shows a run"
}
