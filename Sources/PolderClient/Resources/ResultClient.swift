public import PolderCore
import PolderTransport

/// Results, as the session's user may see them.
public struct ResultClient: Sendable {
  let caller: OperationCaller

  /// The page of results that a query asks for, the newest first; all of a task when only the task is named.
  public func list(_ query: ListResults.Query) async throws -> Page<Wire.Result> {
    try await caller.page(ListResults.self, query, \.page)
  }

  /// One result as it is stored.
  public func get(_ id: RunID) async throws -> Wire.Result { try await caller.call(GetResult.self, path: id) }

  /// All results of a task, one for each run in the order of their numbers.
  public func fromTask(_ taskID: TaskID) async throws -> [TaskResult] {
    async let results = stored(taskID)
    let runs = try await RunClient(caller: caller).fromTask(taskID)
    let byRun = Dictionary(try await results.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
    return runs.sorted { $0.id < $1.id }.map { TaskResult(run: $0, stored: byRun[$0.id]) }
  }

  private func stored(_ task: TaskID) async throws -> [Wire.Result] {
    var query = ListResults.Query()
    query.taskID = task
    return try await list(query).all()
  }
}
