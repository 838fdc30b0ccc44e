public import PolderCore
import PolderTransport

/// Runs, as the session's user may see them.
public struct RunClient: Sendable {
  let caller: OperationCaller

  /// One page of runs, the newest first; all of a task when only the task is named.
  public func list(
    task: TaskID? = nil, organization: OrganizationID? = nil, state: String? = nil, node: NodeID? = nil,
    includeTask: Bool = false, started: ClosedRange<Timestamp>? = nil, assigned: ClosedRange<Timestamp>? = nil,
    finished: ClosedRange<Timestamp>? = nil, port: Int? = nil, page: Int? = nil, perPage: Int? = nil
  ) async throws -> Page<Wire.Run> {
    var query = ListRuns.Query()
    query.taskID = task
    query.organizationID = organization
    query.state = state
    query.nodeID = node
    query.include = includeTask ? ["task"] : []
    query.startedFrom = started?.lowerBound
    query.startedTill = started?.upperBound
    query.assignedFrom = assigned?.lowerBound
    query.assignedTill = assigned?.upperBound
    query.finishedFrom = finished?.lowerBound
    query.finishedTill = finished?.upperBound
    query.port = port.map { Int64($0) }
    query.page = PageRequest(page, perPage)
    return try await list(query)
  }

  /// The page of runs that a query asks for, the newest first.
  public func list(_ query: ListRuns.Query) async throws -> Page<Wire.Run> {
    try await caller.page(ListRuns.self, query, \.page)
  }

  /// One run; with `includeTask` it holds its task in place of a reference.
  public func get(_ id: RunID, includeTask: Bool = false) async throws -> Wire.Run {
    var query = GetRun.Query()
    query.include = includeTask ? ["task"] : []
    return try await caller.call(GetRun.self, path: id, query: query)
  }

  /// All runs of a task, whatever pages the server gives them in.
  public func fromTask(_ taskID: TaskID, includeTask: Bool = false) async throws -> [Wire.Run] {
    try await list(task: taskID, includeTask: includeTask).all()
  }
}
