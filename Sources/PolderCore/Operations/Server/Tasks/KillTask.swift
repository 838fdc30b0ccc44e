/// Stops the runs of a task and of all below it.
public enum KillTask: Operation {
  /// Which task.
  public typealias Body = IDBody<Entities.Task>
  /// What was done.
  public typealias Reply = Wire.Message
  /// `POST /kill/task`
  public static let route = Route(.post, "kill/task")
  /// Who may.
  public static let access = Access([.user], .collaboration(.event, .send))
  /// What it does.
  public static let summary = "Stops the runs of a task and of all below it"
}
