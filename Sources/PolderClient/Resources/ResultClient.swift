public import PolderCore
import PolderTransport

/// Results, as the session's user may see them.
public struct ResultClient: Sendable {
  let caller: OperationCaller

  /// One page of results, the newest first; all of a task when only the task is named.
  public func list(_ query: ListResults.Query = .init()) async throws -> Wire.Page<Wire.Result> {
    try await caller.call(ListResults.self, query: query)
  }

  /// One result as it is stored.
  public func get(_ id: RunID) async throws -> Wire.Result { try await caller.call(GetResult.self, path: id) }

  /// All results of a task, one for each run in the order of their numbers.
  public func fromTask(_ id: TaskID) async throws -> [TaskResult] {
    async let results = AllPages.items { page in
      var query = ListResults.Query()
      query.taskID = id
      query.page = page
      return try await list(query)
    }
    let runs = try await RunClient(caller: caller).fromTask(id)
    let byRun = Dictionary(try await results.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
    return runs.sorted { $0.id < $1.id }.map { TaskResult(run: $0, stored: byRun[$0.id]) }
  }
}
