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
    (Facts(organization: call.query.initOrgID, collaboration: call.query.collaborationID), ())
  }

  func perform(_ call: Call<Op>, _ loaded: Void, _ grant: Grant, _ tx: Unit) throws -> Outcome<Op.Reply> {
    let principal = try call.requirePrincipal()
    try TaskFilterChecks(principal: principal, sql: tx.sql).check(call.query)
    // By id descending whatever else is asked for, as the incumbent; a wrong name is refused all the same.
    let paging = try Paging(call.query.page, of: "Task", attributes: TaskRecord.attributes)
    var listing = TaskRepository.listing()
    filter(&listing, call.query, tx.sql.dialect)
    WorkVisibility.restrictTasks(&listing, to: principal, principal.rules.widest(.task, .view))
    // With their runs or results, tasks may be large.
    let together = call.query.include.isEmpty ? 1_000 : 100
    let list = ListReply(listing, order: "ORDER BY task.id DESC", together: together) { (records: [TaskRecord]) in
      let relations = try TaskRelations(of: records.map(\.id), include: call.query.include, links, tx.sql)
      return records.map { $0.wire(links, relations) }
    }
    return try list.outcome(paging, call.request, tx.sql)
  }

  private func filter(_ listing: inout Listing, _ query: Op.Query, _ dialect: Dialect) {
    if let id = query.collaborationID { listing.require(ofCollaboration: "task.collaboration_id = \(id)") }
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
}
