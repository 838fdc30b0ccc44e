public import PolderCore

/// How far a task has come.
public struct TaskProgress: Sendable, Hashable {
  /// The task.
  public let task: TaskID
  /// How many of its runs have ended, well or not.
  public let ended: Int
  /// How many runs it has.
  public let total: Int
  /// How long it was waited for.
  public let elapsed: Duration

  /// A state of things.
  public init(task: TaskID, ended: Int, total: Int, elapsed: Duration) {
    self.task = task
    self.ended = ended
    self.total = total
    self.elapsed = elapsed
  }
}
