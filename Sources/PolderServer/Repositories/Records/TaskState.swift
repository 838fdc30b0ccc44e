import PolderCore

/// Where a task stands, derived from its runs.
struct TaskState: Sendable, Hashable {
  let status: String
  let finishedAt: Timestamp?

  init(runs: [String], finishedAt: [Timestamp?]) {
    status = TaskStatus.status(of: runs)
    self.finishedAt = TaskStatus.finishedAt(status: status, runs: finishedAt)
  }

  /// The state of a task without runs.
  static let none = TaskState(runs: [], finishedAt: [])
}
