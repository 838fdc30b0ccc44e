import PolderCore

/// The run that an entry of the audit log is about: who asked for what.
struct AuditedRun: Sendable, Hashable {
  let run: RunID
  let task: TaskID
  let collaboration: CollaborationID
  /// Who started the task.
  let user: UserID?
  /// The organization that started the task, and is given the result.
  let initiator: OrganizationID?
  /// The image as the task names it.
  let image: String
  /// What the name stood for; nil where there is no such thing, or before it was looked up.
  let digest: String?
  /// The labels of the databases that were asked for.
  let databases: [String]
  /// The task whose algorithm made the task.
  let parent: TaskID?
  /// When the task was made: with it the numbers are told apart from those of a database made anew.
  let taskCreatedAt: Timestamp?
  /// The address of the server.
  let server: String

  init(_ assignment: RunAssignment, server: String) {
    run = assignment.run
    task = assignment.task
    collaboration = assignment.collaboration
    user = assignment.user
    initiator = assignment.initiator
    image = assignment.image
    digest = assignment.resolved?.digest
    databases = assignment.databases.compactMap(\.label)
    parent = assignment.parent
    taskCreatedAt = assignment.taskCreatedAt
    self.server = server
  }

  /// What every entry about the run says.
  var details: [String: String] {
    var details = [
      "task": "\(task)", "collaboration": "\(collaboration)", "image": AuditRecord.cut(image, 512),
      "server": AuditRecord.cut(server, 256),
    ]
    details["digest"] = digest.map { AuditRecord.cut($0, 256) }
    details["parent"] = parent.map { "\($0)" }
    details["task_created_at"] = taskCreatedAt?.wireText
    return details
  }
}
