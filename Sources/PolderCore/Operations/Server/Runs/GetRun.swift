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
  /// What is needed beside it to have the task included (deviation 44).
  public static let accessToTask = Access(
    [.user, .node, .container], GetTask.access.requirement,
    refusal: "You lack the permission to view the task of this run!")
  /// What it does.
  public static let summary = "Shows a run"
}
