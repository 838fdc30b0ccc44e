public import PolderCore
import PolderTransport

/// Tasks, as the session's user may see, make and stop them.
public struct TaskClient: Sendable {
  let caller: OperationCaller
  let defaults: SessionDefaults
  let payloads: Payloads

  /// One page of tasks, the newest first; of the collaboration that was set up, if one was, unless another is named.
  public func list(
    initiatingOrg: OrganizationID? = nil, initiatingUser: UserID? = nil, collaboration: CollaborationID? = nil,
    study: StudyID? = nil, store: AlgorithmStoreID? = nil, image: String? = nil, parent: TaskID? = nil,
    job: JobID? = nil, name: String? = nil, includeResults: Bool = false, description: String? = nil,
    database: String? = nil, run: RunID? = nil, status: String? = nil, userCreated: Bool? = nil, page: Int = 1,
    perPage: Int = 20
  ) async throws -> Page<Wire.Task> {
    var query = ListTasks.Query()
    query.initOrgID = initiatingOrg
    query.initUserID = initiatingUser
    query.collaborationID = collaboration ?? defaults.collaboration?.collaboration.id
    query.studyID = study
    query.storeID = store
    query.image = image
    query.parentID = parent
    query.jobID = job
    query.name = name
    query.include = includeResults ? ["results"] : []
    query.description = description
    query.database = database
    query.runID = run
    query.status = status
    query.isUserCreated = userCreated.map { $0 ? 1 : 0 }
    query.page = PageRequest(page, perPage)
    return try await list(query)
  }

  /// The page of tasks that a query asks for, the newest first.
  public func list(_ query: ListTasks.Query) async throws -> Page<Wire.Task> {
    try await caller.page(ListTasks.self, query, \.page)
  }

  /// One task; with `includeResults` it holds its results, as they are stored, in place of an address.
  public func get(_ id: TaskID, includeResults: Bool = false) async throws -> Wire.Task {
    var query = GetTask.Query()
    query.include = includeResults ? ["results"] : []
    return try await caller.call(GetTask.self, path: id, query: query)
  }

  /// Where a task stands.
  public func status(_ id: TaskID) async throws -> String {
    try await caller.call(GetTaskStatus.self, path: id).status
  }

  /// Deletes a task and all below it, with their runs.
  public func delete(_ id: TaskID) async throws { _ = try await caller.call(DeleteTask.self, path: id) }

  /// Stops the runs of a task and of all below it, and gives what the server says about it.
  @discardableResult
  public func kill(_ id: TaskID) async throws -> String {
    try await caller.call(KillTask.self, body: IDBody(id)).msg
  }
}
