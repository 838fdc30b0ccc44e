import PolderCore
import PolderSQL

/// What a list of tasks is filtered by has to be there, and to be open to the caller; in the contract's order.
struct TaskFilterChecks {
  let principal: Principal
  let sql: Transaction

  func check(_ query: ListTasks.Query) throws {
    for part in ["results", "runs"] where query.include.contains(part) { try checkPart(part) }
    if let id = query.initUserID { try check(user: id) }
    if let id = query.studyID {
      try check(try StudyRepository.collaboration(of: id, sql), RequestRefusal(400, "Study id=\(id) does not exist!")) {
        "collaboration id=\($0) that the study with id=\(id) belongs to!"
      }
    }
    if let id = query.parentID {
      let found = try TaskRepository.collaboration(where: "id = \(id)", sql)
      try check(found, RequestRefusal(400, "Parent task id=\(id) does not exist!")) {
        Self.text("task with parent_id", $0)
      }
    }
    if let id = query.jobID {
      let found = try TaskRepository.collaboration(where: "job_id = \(id)", sql)
      try check(found, RequestRefusal(400, "Job id=\(id) does not exist!")) { Self.text("task with job_id", $0) }
    }
    if let id = query.runID {
      let found = try RunRepository.find(id, sql).map(\.collaboration)
      try check(found, RequestRefusal(400, "Run id=\(id) does not exist!")) { Self.text("run with id", $0) }
    }
    if let id = query.storeID, try CollaborationRepository.collaboration(ofStore: id, sql) == nil {
      throw RequestRefusal(400, "Algorithm store id=\(id) does not exist!")
    }
  }

  /// The contract names the collaboration where it speaks of the task or run.
  private static func text(_ thing: String, _ collaboration: String) -> String {
    "the collaboration that the \(thing)=\(collaboration) belongs to!"
  }

  private func check(
    _ collaboration: CollaborationID??, _ unknown: RequestRefusal, _ place: (String) -> String
  ) throws(RequestRefusal) {
    guard let collaboration else { throw unknown }
    try Authorizer.require(
      .collaboration(.task, .view), of: principal, Facts(collaboration: collaboration),
      refusal: "You lack the permission to view tasks from \(place(collaboration?.description ?? "None"))")
  }

  private func check(user id: UserID) throws {
    guard let user = try UserRepository.find(id, sql) else {
      throw RequestRefusal(400, "User id=\(id) does not exist!")
    }
    try Authorizer.require(
      .any([.organization(.task, .view), .creator(.task, .view)]), of: principal,
      Facts(organization: user.organization, creator: id),
      refusal: "You lack the permission to view tasks from user id=\(id)!")
  }

  /// Whoever lists tasks with their results, or their runs (deviation 44), has to see as many of those.
  private func checkPart(_ part: String) throws(RequestRefusal) {
    guard let tasks = principal.rules.widest(.task, .view) else { return }
    let runs = principal.rules.widest(.run, .view)
    try Authorizer.require(
      .atLeast(tasks, .run, .view), of: principal, Facts(),
      refusal: "You cannot view the \(part) of all tasks, as you are allowed to view tasks with scope \(tasks.letters) "
        + "but you can only view \(part) with scope \(runs?.letters ?? "None")")
  }
}
