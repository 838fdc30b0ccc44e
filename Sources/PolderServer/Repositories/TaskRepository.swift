import PolderCore
import PolderService
import PolderSQL

/// Tasks, their databases, and where they stand.
enum TaskRepository {
  static func listing() -> Listing {
    Listing(TaskRecord.columns, from: "task", counts: "\(identifier: ServerSchema.taskCountsTable) AS task")
  }

  static func find(_ id: TaskID, _ sql: Transaction) throws -> TaskRecord? {
    try find([id], sql)[id]
  }

  static func find(_ ids: [TaskID], _ sql: Transaction) throws -> [TaskID: TaskRecord] {
    var tasks: [TaskID: TaskRecord] = [:]
    try Batches.each(ids) { ids in
      var listing = listing()
      listing.require(.in("task.id", ids))
      try sql.forEach(listing.query) { row in
        let task = try TaskRecord(row)
        tasks[task.id] = task
      }
    }
    return tasks
  }

  /// The collaboration of the first task that fulfils a condition; the outer nil is for no task.
  static func collaboration(where condition: SQL, _ sql: Transaction) throws -> CollaborationID?? {
    try sql.first("SELECT collaboration_id FROM task WHERE \(condition) ORDER BY id LIMIT 1") { try $0.optionalID(0) }
  }

  static func insert(_ record: TaskRecord, _ sql: Transaction) throws {
    try sql.execute(
      """
      INSERT INTO task (id, name, description, image, collaboration_id, study_id, job_id, parent_id, init_org_id, \
      init_user_id, created_at, algorithm_store_id) VALUES \(values: [
        record.id, record.name, record.description, record.image, record.collaboration, record.study, record.job,
        record.parent, record.initiatingOrganization, record.initiatingUser, record.createdAt, record.store,
      ])
      """)
  }

  static func insert(databases: [Wire.DatabaseRequest], of task: TaskID, _ sql: Transaction) throws {
    guard !databases.isEmpty else { return }
    let ids = try IDAllocator.reserve(databases.count, of: .taskDatabase, sql)
    let rows = zip(ids, databases).map { id, database in
      [id.sqlValue, task.sqlValue, database.label.sqlValue, JSONValue.object(database.parameters).text.sqlValue]
    }
    try sql.execute("INSERT INTO taskdatabase (id, task_id, \"database\", parameters) VALUES \(rows: rows)")
  }

  /// The databases that tasks ask for, in the order of the request.
  static func databases(of tasks: [TaskID], _ sql: Transaction) throws -> [TaskID: [Wire.TaskDatabase]] {
    var databases: [TaskID: [Wire.TaskDatabase]] = [:]
    try Batches.each(tasks) { ids in
      try sql.forEach(
        "SELECT task_id, \"database\", parameters FROM taskdatabase WHERE task_id IN \(list: ids) ORDER BY id"
      ) { row in
        databases[try row.id(0), default: []].append(
          Wire.TaskDatabase(label: try row.optionalText(1), parameters: try row.optionalText(2)))
      }
    }
    return databases
  }

  /// Where tasks stand, derived from their runs.
  static func states(of tasks: [TaskID], _ sql: Transaction) throws -> [TaskID: TaskState] {
    var statuses: [TaskID: [String]] = [:]
    var finishedAt: [TaskID: [Timestamp?]] = [:]
    try Batches.each(tasks) { ids in
      try sql.forEach(
        "SELECT task_id, status, MAX(finished_at) FROM run WHERE task_id IN \(list: ids) GROUP BY task_id, status"
      ) { row in
        let task: TaskID = try row.id(0)
        statuses[task, default: []].append(try row.optionalText(1) ?? "")
        finishedAt[task, default: []].append(try row.optionalTimestamp(2))
      }
    }
    var states: [TaskID: TaskState] = [:]
    for task in tasks { states[task] = TaskState(runs: statuses[task] ?? [], finishedAt: finishedAt[task] ?? []) }
    return states
  }

  /// A query for the ids of a task and of all below it.
  static func subtree(of task: TaskID) -> SQL { subtree(where: "task.id = \(task)") }

  /// A query for the ids of the tasks that fulfil a condition, and of all below them.
  static func subtree(where condition: SQL) -> SQL {
    """
    WITH RECURSIVE tree(id) AS (SELECT task.id FROM task WHERE \(condition) UNION \
    SELECT task.id FROM task JOIN tree ON task.parent_id = tree.id) SELECT id FROM tree
    """
  }
}
