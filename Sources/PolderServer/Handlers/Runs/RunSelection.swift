import PolderCore
import PolderHTTP
import PolderService
import PolderSQL

/// Which runs a list is about.
struct RunSelection {
  private let node: NodeRecord?

  /// What the query names has to be there and to be open to the caller.
  static func gather(
    _ query: RunFilter, _ principal: Principal, _ sql: Transaction
  ) throws -> (facts: Facts, loaded: RunSelection) {
    if let id = query.taskID {
      guard let task = try TaskRepository.find(id, sql) else {
        throw RequestRefusal(400, "Task id=\(id) does not exist!")
      }
      try Authorizer.require(
        GetRun.access.requirement, of: principal, task.facts,
        refusal: "You lack the permission to view runs for task id=\(id)!")
    }
    var node: NodeRecord?
    if let id = query.nodeID {
      node = try NodeRepository.find(id, sql)
      guard let node else { throw RequestRefusal(400, "Node id=\(id) does not exist!") }
      try Authorizer.require(
        .any([.collaboration(.run, .view), .ownCollaboration]), of: principal,
        Facts(collaboration: node.collaboration),
        refusal: "You lack the permission to view runs for node id=\(id)!")
    }
    let facts = Facts(organization: query.organizationID, collaboration: query.collaborationID)
    return (facts, RunSelection(node: node))
  }

  /// Whoever lists runs with their tasks has to see as many tasks (deviation 44).
  static func checkTasks(_ principal: Principal) throws(RequestRefusal) {
    guard let runs = principal.rules.widest(.run, .view) else { return }
    let tasks = principal.rules.widest(.task, .view)
    try Authorizer.require(
      .atLeast(runs, .task, .view), of: principal, Facts(),
      refusal: "You cannot view the tasks of all runs, as you are allowed to view runs with scope \(runs.letters) but "
        + "you can only view tasks with scope \(tasks?.letters ?? "None")")
  }

  /// Adds the query's conditions, and those of what the caller may see.
  func restrict(
    _ listing: inout Listing, _ query: RunFilter, _ request: RequestInfo, to principal: Principal
  ) {
    listing.equal("run.task_id", query.taskID)
    listing.equal("run.organization_id", query.organizationID)
    listing.equal("task.collaboration_id", query.collaborationID)
    if let node {
      listing.require(node.organization.map { "run.organization_id = \($0)" } ?? "1 = 0")
      listing.require(node.collaboration.map { "task.collaboration_id = \($0)" } ?? "1 = 0")
    }
    if query.state == "open" { listing.require(RunRepository.isOpen) }
    if let port = query.port {
      listing.require("run.id IN (SELECT run_id FROM algorithmport WHERE port = \(port))")
    }
    listing.from("run.assigned_at", query.assignedFrom)
    listing.till("run.assigned_at", query.assignedTill, day: request.isDay("assigned_till"))
    listing.from("run.started_at", query.startedFrom)
    listing.till("run.started_at", query.startedTill, day: request.isDay("started_till"))
    listing.from("run.finished_at", query.finishedFrom)
    listing.till("run.finished_at", query.finishedTill, day: request.isDay("finished_till"))
    WorkVisibility.restrictRuns(&listing, to: principal, principal.rules.widest(.run, .view))
  }

  /// All rows for one task, unless a page is asked for (deviation 6).
  static func paging(_ query: RunFilter) throws(RequestRefusal) -> Paging {
    try Paging(query.page, of: "Run", attributes: RunRecord.attributes, everything: query.taskID != nil)
  }

  /// By id descending whatever else is asked for, as the incumbent.
  static let order: SQL = "ORDER BY run.id DESC"
}
