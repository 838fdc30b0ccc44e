import PolderCore
import PolderHTTP
import PolderService
import PolderSQL

/// Deletes tasks and runs with everything that hangs on them (deviation 9); stops first what still runs.
enum WorkRemoval {
  /// Deletes the tasks that fulfil a condition on `task`, and all below them.
  static func removeTasks(where condition: SQL, _ tx: Unit) throws {
    let tasks = try tx.sql.rows(TaskRepository.subtree(where: condition)) { try $0.int64(0) }
    var runs: [Int64] = []
    try Batches.each(tasks) { ids in
      try KillOrders.announce(try KillOrders.open("run.task_id IN \(list: ids)", tx.sql), tx)
      runs += try tx.sql.rows("SELECT id FROM run WHERE task_id IN \(list: ids)") { try $0.int64(0) }
      try tx.sql.execute("DELETE FROM taskdatabase WHERE task_id IN \(list: ids)")
    }
    try remove(runs: runs, tx)
    try ServerSchema.delete(from: "task", ids: tasks, tx.sql)
  }

  /// Deletes the runs of an organization, whoever started their tasks.
  static func removeRuns(of organization: OrganizationID, _ tx: Unit) throws {
    let condition: SQL = "run.organization_id = \(organization)"
    try KillOrders.announce(try KillOrders.open(condition, tx.sql), tx)
    try remove(runs: try tx.sql.rows("SELECT id FROM run WHERE \(condition)") { try $0.int64(0) }, tx)
  }

  private static func remove(runs: [Int64], _ tx: Unit) throws {
    let blobs = try FreedBlobs(ofRuns: runs, tx.sql)
    try Batches.each(runs) { ids in
      try tx.sql.execute("DELETE FROM algorithmport WHERE run_id IN \(list: ids)")
    }
    try ServerSchema.delete(from: "run", ids: runs, tx.sql)
    try blobs.note(now: tx.now, tx.sql)
  }
}
