import PolderCore
import PolderSQL

extension TaskRepository {
  /// The status of the row `task`, as `TaskStatus` derives it, for conditions.
  static let status: SQL = """
    (SELECT CASE WHEN COUNT(DISTINCT \(failure)) = 1 THEN MIN(\(failure)) WHEN COUNT(DISTINCT \(failure)) > 1 \
    THEN \(RunStatus.failed.rawValue) WHEN MAX(\(rank)) = 3 THEN \(RunStatus.active.rawValue) \
    WHEN MAX(\(rank)) = 2 THEN \(RunStatus.initializing.rawValue) \
    WHEN MAX(\(rank)) = 1 THEN \(RunStatus.pending.rawValue) ELSE \(RunStatus.completed.rawValue) END \
    FROM run WHERE run.task_id = task.id)
    """

  private static let wellStatuses = RunStatus.allCases.filter { !$0.isFailed }.map(\.rawValue)

  private static let failure: SQL = """
    CASE WHEN COALESCE(run.status, '') IN \(list: wellStatuses) THEN NULL ELSE COALESCE(run.status, '') END
    """

  private static let rank: SQL = """
    CASE run.status WHEN \(RunStatus.active.rawValue) THEN 3 WHEN \(RunStatus.initializing.rawValue) THEN 2 \
    WHEN \(RunStatus.pending.rawValue) THEN 1 ELSE 0 END
    """
}
