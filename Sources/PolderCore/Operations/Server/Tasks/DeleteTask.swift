/// Deletes a task and all below it.
public enum DeleteTask: Operation {
  /// The id in the path.
  public typealias Path = TaskID
  /// What was done.
  public typealias Reply = Wire.Message
  /// `DELETE /task/<id>`
  public static let route = Route(.delete, "task/<id>")
  /// Who may.
  public static let access = Access(
    [.user], .any([.organizationInCollaboration(.task, .delete), .creator(.task, .delete)]))
  /// What it does.
  public static let summary = "Deletes a task and all below it"
}
