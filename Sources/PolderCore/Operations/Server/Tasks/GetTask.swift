/// Shows a task.
public enum GetTask: Operation {
  /// The id in the path.
  public typealias Path = TaskID
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
  /// The task.
  public typealias Reply = Wire.Task
  /// `GET /task/<id>`
  public static let route = Route(.get, "task/<id>")
  /// Who may.
  public static let access = Access(
    [.user, .node, .container],
    .all([
      .whenKind(.node, .ownCollaboration), .any([.organizationInCollaboration(.task, .view), .creator(.task, .view)]),
    ]))
  /// What is needed beside it to have the results included. Whoever may see a task because it is their own sees its
  /// results too, whatever they may of other results.
  public static let accessToResults = Access(
    [.user, .node, .container], .any([.organizationInCollaboration(.run, .view), .creator(.task, .view)]),
    refusal: "You lack the permission to view results for this task!")
  /// The same for its runs (deviation 44).
  public static let accessToRuns = Access(
    [.user, .node, .container], accessToResults.requirement,
    refusal: "You lack the permission to view runs for this task!")
  /// What it does.
  public static let summary = "Shows a task"
}
