import PolderSQL

extension ServerSchema {
  /// How many tasks each collaboration has; 0 stands for none. To count them for every list would take longer with every
  /// task.
  static let taskCountsTable = "polder_task_count"

  static func taskCountTables(_ dialect: Dialect) -> [SQL] {
    [
      """
      CREATE TABLE \(identifier: taskCountsTable) (collaboration_id INTEGER PRIMARY KEY, \
      number \(dialect.name(of: .long)) NOT NULL)
      """
    ]
  }

  /// Has the database keep the counts from now on, whoever makes and deletes tasks, and counts what is there already.
  static func keepTaskCounts(_ transaction: Transaction) throws {
    let triggers = transaction.dialect.keepCounts(
      of: "task", by: "collaboration_id", in: taskCountsTable, trigger: "polder_task_count")
    guard try transaction.add(triggers) > 0 else { return }
    try transaction.execute("DELETE FROM \(identifier: taskCountsTable)")
    try transaction.execute(
      """
      INSERT INTO \(identifier: taskCountsTable) (collaboration_id, number) \
      SELECT COALESCE(collaboration_id, 0), COUNT(*) FROM task GROUP BY 1
      """)
  }
}
