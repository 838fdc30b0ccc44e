import PolderCore

/// Where the result of a subtask belongs, as the server says.
struct ResultOrigin: Sendable, Hashable {
  /// The task.
  let task: TaskID
  /// The run.
  let run: RunID
}
