/// Tells where a task stands.
public enum GetTaskStatus: Operation {
  /// The id in the path.
  public typealias Path = TaskID
  /// The status.
  public typealias Reply = Wire.TaskState
  /// `GET /task/<id>/status`
  public static let route = Route(.get, "task/<id>/status")
  /// Who may.
  public static let access = Access(
    [.user, .container], .any([.organizationInCollaboration(.task, .view), .creator(.task, .view)]))
  /// What it does.
  public static let summary = "Tells where a task stands"
}
