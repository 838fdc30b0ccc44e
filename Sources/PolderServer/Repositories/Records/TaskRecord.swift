import PolderCore
import PolderService
import PolderSQL

/// A task as its row has it.
struct TaskRecord: Sendable {
  let id: TaskID
  var name: String?
  var description: String?
  var image: String?
  var collaboration: CollaborationID?
  var study: StudyID?
  var job: JobID?
  var parent: TaskID?
  var initiatingOrganization: OrganizationID?
  var initiatingUser: UserID?
  var createdAt: Timestamp?
  var store: AlgorithmStoreID?

  static let columns: SQL = """
    task.id, task.name, task.description, task.image, task.collaboration_id, task.study_id, task.job_id, \
    task.parent_id, task.init_org_id, task.init_user_id, task.created_at, task.algorithm_store_id
    """
  static let attributes: [String: SQL] = [
    "id": "task.id", "name": "task.name", "description": "task.description", "image": "task.image",
    "collaboration_id": "task.collaboration_id", "study_id": "task.study_id", "job_id": "task.job_id",
    "parent_id": "task.parent_id", "init_org_id": "task.init_org_id", "init_user_id": "task.init_user_id",
    "created_at": "task.created_at", "algorithm_store_id": "task.algorithm_store_id",
  ]

  /// What access to it is judged by.
  var facts: Facts {
    Facts(organization: initiatingOrganization, collaboration: collaboration, creator: initiatingUser)
  }
}

extension TaskRecord {
  init(_ row: Row) throws {
    id = try row.id(0)
    name = try row.optionalText(1)
    description = try row.optionalText(2)
    image = try row.optionalText(3)
    collaboration = try row.optionalID(4)
    study = try row.optionalID(5)
    job = try row.optionalID(6)
    parent = try row.optionalID(7)
    initiatingOrganization = try row.optionalID(8)
    initiatingUser = try row.optionalID(9)
    createdAt = try row.optionalTimestamp(10)
    store = try row.optionalID(11)
  }
}
