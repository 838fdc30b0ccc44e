/// Derives a task's state from its runs. Texts that are no known status, which older databases hold, count as failed.
public enum TaskStatus {
  /// The status of a task whose runs have those statuses.
  public static func status(of runs: some Collection<String>) -> String {
    var failed: Set<String> = []
    var open: Set<RunStatus> = []
    for text in runs {
      guard let status = RunStatus(rawValue: text), !status.isFailed else {
        failed.insert(text)
        continue
      }
      open.insert(status)
    }
    if failed.count == 1, let only = failed.first { return only }
    if !failed.isEmpty { return RunStatus.failed.rawValue }
    for status in [RunStatus.active, .initializing, .pending] where open.contains(status) { return status.rawValue }
    return RunStatus.completed.rawValue
  }

  /// Whether a status, known or not, says that nothing more will happen.
  public static func isFinished(_ status: String) -> Bool { RunStatus(rawValue: status)?.isFinished ?? true }

  /// Whether a status, known or not, says that it ended without a result.
  public static func isFailed(_ status: String) -> Bool { RunStatus(rawValue: status)?.isFailed ?? true }

  /// When a task finished: the last of its runs' times, only when it completed and has runs.
  public static func finishedAt(status: String, runs: [Timestamp?]) -> Timestamp? {
    guard status == RunStatus.completed.rawValue else { return nil }
    return runs.compactMap(\.self).max()
  }
}
