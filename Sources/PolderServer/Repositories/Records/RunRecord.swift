import PolderCore
import PolderService
import PolderSQL

/// A run as its row has it, with what access to it is judged by.
struct RunRecord: Sendable {
  let id: RunID
  let input: String?
  let task: TaskID?
  let organization: OrganizationID?
  let assignedAt: Timestamp?
  let startedAt: Timestamp?
  let finishedAt: Timestamp?
  let status: String?
  let log: String?
  let cleanupAt: Timestamp?
  let usesBlobs: Bool
  /// The task's collaboration.
  let collaboration: CollaborationID?
  /// The organization that started the task.
  let initiatingOrganization: OrganizationID?
  /// The user who started the task.
  let initiatingUser: UserID?

  static let columns: SQL = """
    run.id, run.input, run.task_id, run.organization_id, run.assigned_at, run.started_at, run.finished_at, run.status, \
    run.log, run.cleanup_at, run.blob_storage_used, task.collaboration_id, task.init_org_id, task.init_user_id
    """
  /// A run whose task was deleted by another program is still a run.
  static let tables: SQL = "run LEFT JOIN task ON task.id = run.task_id"
  static let attributes: [String: SQL] = [
    "id": "run.id", "input": "run.input", "task_id": "run.task_id", "organization_id": "run.organization_id",
    "result": "run.result", "assigned_at": "run.assigned_at", "started_at": "run.started_at",
    "finished_at": "run.finished_at", "status": "run.status", "log": "run.log", "cleanup_at": "run.cleanup_at",
    "blob_storage_used": "run.blob_storage_used",
  ]

  /// What reading it is judged by.
  var facts: Facts {
    Facts(organization: initiatingOrganization, collaboration: collaboration, creator: initiatingUser)
  }
}

extension RunRecord {
  init(_ row: Row) throws {
    id = try row.id(0)
    input = try row.optionalText(1)
    task = try row.optionalID(2)
    organization = try row.optionalID(3)
    assignedAt = try row.optionalTimestamp(4)
    startedAt = try row.optionalTimestamp(5)
    finishedAt = try row.optionalTimestamp(6)
    status = try row.optionalText(7)
    log = try row.optionalText(8)
    cleanupAt = try row.optionalTimestamp(9)
    usesBlobs = try row.optionalBool(10) ?? false
    collaboration = try row.optionalID(11)
    initiatingOrganization = try row.optionalID(12)
    initiatingUser = try row.optionalID(13)
  }
}
