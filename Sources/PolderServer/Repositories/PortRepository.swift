import PolderCore
import PolderService
import PolderSQL

/// The ports that algorithms offer in the VPN.
enum PortRepository {
  /// A port, where it is, and whose it is.
  struct Place {
    let port: Int64
    let label: String?
    let organization: OrganizationID?
    let task: TaskID?
    let parent: TaskID?
  }

  static func insert(_ body: AddPort.Body, _ sql: Transaction) throws -> Wire.Port {
    let id = PortID(try IDAllocator.next(.port, sql))
    try sql.execute(
      """
      INSERT INTO algorithmport (id, port, run_id, label) VALUES \(values: [id, body.port, body.runID, body.label])
      """)
    return Wire.Port(id: id, port: body.port, label: body.label)
  }

  static func remove(of run: RunID, _ sql: Transaction) throws {
    try sql.execute("DELETE FROM algorithmport WHERE run_id = \(run)")
  }

  /// The ports of the runs that fulfil a condition on `run` and `task`, with that label where one is given.
  static func places(where condition: SQL, label: String?, _ sql: Transaction) throws -> [Place] {
    var query: SQL = """
      SELECT algorithmport.port, algorithmport.label, run.organization_id, run.task_id, task.parent_id \
      FROM algorithmport JOIN run ON run.id = algorithmport.run_id JOIN task ON task.id = run.task_id \
      WHERE (\(condition))
      """
    if let label { query += " AND algorithmport.label = \(label)" }
    return try sql.rows(query + " ORDER BY algorithmport.id") { row in
      Place(
        port: try row.optionalInt64(0) ?? 0, label: try row.optionalText(1), organization: try row.optionalID(2),
        task: try row.optionalID(3), parent: try row.optionalID(4))
    }
  }
}
