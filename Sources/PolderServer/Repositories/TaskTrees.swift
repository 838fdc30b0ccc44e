import PolderCore
import PolderHTTP
import PolderService
import PolderSQL

/// Tasks together with everything below them.
enum TaskTrees {
  /// Removes tasks, the tasks below them, and what belongs to those: runs, ports, databases (deviation 9). Nodes are
  /// told to end what still runs.
  static func delete(_ roots: [TaskID], _ tx: Unit) throws {
    let sql = tx.sql
    var tasks: Set<TaskID> = []
    for root in roots where !tasks.contains(root) {
      try announceEnd(below: root, tx)
      for task in try sql.rows(TaskRepository.subtree(of: root), as: { try $0.id(0, of: TaskID.self) }) {
        tasks.insert(task)
      }
    }
    let ids = tasks.sorted()
    try remove("run", ofTasks: ids, sql)
    try remove("taskdatabase", ofTasks: ids, sql)
    try ServerSchema.delete(from: "task", ids: ids.map(\.rawValue), sql)
  }

  private static func remove(_ table: String, ofTasks ids: [TaskID], _ sql: Transaction) throws {
    try Batches.each(ids) { ids in
      let rows = try sql.rows("SELECT id FROM \(identifier: table) WHERE task_id IN \(list: ids)") { try $0.int64(0) }
      if table == "run" {
        try Batches.each(rows) { try sql.execute("DELETE FROM algorithmport WHERE run_id IN \(list: $0)") }
      }
      try ServerSchema.delete(from: table, ids: rows, sql)
    }
  }

  private static func announceEnd(below root: TaskID, _ tx: Unit) throws {
    guard let task = try TaskRepository.find(root, tx.sql), let collaboration = task.collaboration else { return }
    let entries = try RunRepository.open(below: root, tx.sql).compactMap { run in
      run.organization.map {
        EventPayload.KillContainers.Entry(taskID: run.task, runID: run.run, organizationID: $0)
      }
    }
    // An empty list would stop everything.
    guard !entries.isEmpty else { return }
    try tx.announce(
      room: .collaboration(collaboration), event: .killContainers,
      payload: EventPayload.KillContainers(killList: entries, collaborationID: collaboration))
  }
}
