import PolderCore
import PolderSQL
import PolderService

/// What events about a run need to know of it.
struct RunFacts {
  let run: RunID
  let task: TaskID
  let job: JobID?
  let parent: TaskID?
  let collaboration: CollaborationID
  let organization: OrganizationID
  let isOpen: Bool
  /// How many characters its log has.
  let logLength: Int

  /// Those of the runs that are a node's own: of its organization, in its collaboration.
  static func find(_ runs: [RunID], of node: SocketIdentity.Caller, _ sql: Transaction) throws -> [RunFacts] {
    guard let organization = node.organization, let collaboration = node.collaboration else { return [] }
    return try sql.rows(
      """
      SELECT r.id, r.task_id, t.job_id, t.parent_id, r.finished_at, COALESCE(LENGTH(r.log), 0) \
      FROM run r JOIN task t ON t.id = r.task_id WHERE r.id IN \(list: runs) \
      AND r.organization_id = \(organization) AND t.collaboration_id = \(collaboration)
      """
    ) { row in
      RunFacts(
        run: try row.id(0), task: try row.id(1), job: try row.optionalID(2), parent: try row.optionalID(3),
        collaboration: collaboration, organization: organization, isOpen: try row.isNull(4), logLength: try row.int(5))
    }
  }
}
