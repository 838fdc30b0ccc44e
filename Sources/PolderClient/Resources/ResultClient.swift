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

  /// All results of a task, one for each run, with the values read.
  public func fromTask(_ id: TaskID) async throws -> [TaskResult] {
    var query = ListResults.Query()
    query.taskID = id
    async let results = list(query).data
    let runs = try await RunClient(caller: caller).fromTask(id)
    let byRun = Dictionary(try await results.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
    return try runs.sorted { $0.id < $1.id }.map { run in
      try TaskResult(run: run, stored: byRun[run.id]?.result)
    }
  }
}
