import PolderCore
import PolderHTTP
import PolderService
import PolderSQL

/// Lists tasks, the newest first.
struct ListTasksHandler: Handler {
  typealias Op = ListTasks
  static let mode = TransactionMode.read

  let links: Links

  func gather(_ call: Call<Op>, _ prepared: Void, _ tx: Unit) throws -> (facts: Facts, loaded: Void) {
    let query = call.query
    if query.include.contains("results") { try requireResults(try call.requirePrincipal()) }
    if let id = query.initUserID, try !UserRepository.exists(id, tx.sql) { throw unknown("User", id) }
    if let id = query.studyID, try CollaborationRepository.collaboration(ofStudy: id, tx.sql) == nil {
      throw unknown("Study", id)
    }
    if let id = query.parentID, try !TaskRepository.exists(id, tx.sql) { throw unknown("Parent task", id) }
    if let id = query.jobID, try !TaskRepository.exists(job: id, tx.sql) { throw unknown("Job", id) }
    if let id = query.storeID, try CollaborationRepository.collaboration(ofStore: id, tx.sql) == nil {
      throw unknown("Algorithm store", id)
    }
    if let id = query.runID, try RunRepository.find(id, tx.sql) == nil { throw unknown("Run", id) }
    return (Facts(organization: query.initOrgID, collaboration: query.collaborationID), ())
  }

  func perform(_ call: Call<Op>, _ loaded: Void, _ grant: Grant, _ tx: Unit) throws -> Outcome<Op.Reply> {
    // By id descending whatever else is asked for, as the incumbent; a wrong name is refused all the same.
    let paging = try Paging(call.query.page, of: "Task", attributes: TaskRecord.attributes)
    var listing = TaskRepository.listing()
    filter(&listing, call.query, tx.sql.dialect)
    let principal = try call.requirePrincipal()
    WorkVisibility.restrictTasks(&listing, to: principal, principal.rules.widest(.task, .view))
    let (records, total) = try listing.page(paging, order: "ORDER BY task.id DESC", tx.sql) { try TaskRecord($0) }
    let relations = try TaskRelations(of: records.map(\.id), include: call.query.include, links, tx.sql)
    return paging.outcome(records.map { $0.wire(links, relations) }, total: total, call.request)
  }

  private func filter(_ listing: inout Listing, _ query: Op.Query, _ dialect: Dialect) {
    listing.equal("task.collaboration_id", query.collaborationID)
    listing.equal("task.study_id", query.studyID)
    listing.equal("task.algorithm_store_id", query.storeID)
    listing.equal("task.init_org_id", query.initOrgID)
    listing.equal("task.init_user_id", query.initUserID)
    listing.equal("task.parent_id", query.parentID)
    listing.equal("task.job_id", query.jobID)
    if let run = query.runID { listing.require("task.id = (SELECT task_id FROM run WHERE id = \(run))") }
    listing.like("task.name", query.name, dialect)
    listing.like("task.image", query.image, dialect)
    listing.like("task.description", query.description, dialect)
    if let database = query.database {
      let matches = dialect.like("\"database\"", database)
      listing.require("task.id IN (SELECT task_id FROM taskdatabase WHERE \(matches))")
    }
    if let status = query.status { listing.require("\(TaskRepository.status) = \(status)") }
    if let isUserCreated = query.isUserCreated {
      listing.require(isUserCreated == 0 ? "task.parent_id IS NOT NULL" : "task.parent_id IS NULL")
    }
  }

  private func requireResults(_ principal: Principal) throws(RequestRefusal) {
    guard let tasks = principal.rules.widest(.task, .view) else { return }
    let runs = principal.rules.widest(.run, .view)
    try Authorizer.require(
      .atLeast(tasks, .run, .view), of: principal, Facts(),
      refusal: "You cannot view the results of all tasks, as you are allowed to view tasks with scope \(tasks.letters) "
        + "but you can only view results with scope \(runs?.letters ?? "None")")
  }

  private func unknown<Entity>(_ kind: String, _ id: ID<Entity>) -> RequestRefusal {
    RequestRefusal(400, "\(kind) id=\(id) does not exist!")
  }
}
