public import PolderCore
import PolderTransport

/// Runs, as the session's user may see them.
///
/// The input of a run is given as the text that the algorithm reads where it can be opened: where it is not encrypted,
/// and with the encryption set up for runs of the own organization. Else it stays as it is stored.
public struct RunClient: Sendable {
  let caller: OperationCaller
  let payloads: Payloads

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
  /// - Parameters:
  ///   - query: what is asked for
  ///   - decryptInput: whether inputs are opened; those in blobs have to be fetched for that
  /// - Returns: the page
  /// - Throws: `RequestRefusal` when the server refuses
  public func list(_ query: ListRuns.Query, decryptInput: Bool = true) async throws -> Page<Wire.Run> {
    guard decryptInput else { return try await caller.page(ListRuns.self, query, \.page) }
    return try await Page(query.page) { request in
      var query = query
      query.page = request
      let page = try await caller.call(ListRuns.self, query: query)
      return Wire.Page(data: try await opened(page.data), links: page.links)
    }
  }

  /// One run; with `includeTask` it holds its task in place of a reference.
  /// - Parameters:
  ///   - id: the run
  ///   - includeTask: whether it holds its task
  ///   - decryptInput: whether its input is opened
  /// - Returns: the run
  /// - Throws: `RequestRefusal` when the server refuses
  public func get(_ id: RunID, includeTask: Bool = false, decryptInput: Bool = true) async throws -> Wire.Run {
    var query = GetRun.Query()
    query.include = includeTask ? ["task"] : []
    let run = try await caller.call(GetRun.self, path: id, query: query)
    return decryptInput ? try await opened(run) : run
  }

  /// All runs of a task, whatever pages the server gives them in.
  public func fromTask(_ taskID: TaskID, includeTask: Bool = false) async throws -> [Wire.Run] {
    try await list(task: taskID, includeTask: includeTask).all()
  }

  /// All runs of a task as they are stored.
  func stored(_ taskID: TaskID) async throws -> [Wire.Run] {
    var query = ListRuns.Query()
    query.taskID = taskID
    return try await list(query, decryptInput: false).all()
  }
}
