public import PolderCore
import PolderTransport

/// Runs, as the session's user may see them.
public struct RunClient: Sendable {
  let caller: OperationCaller

  /// One page of runs, the newest first; all of a task when only the task is named.
  public func list(_ query: ListRuns.Query = .init()) async throws -> Wire.Page<Wire.Run> {
    try await caller.call(ListRuns.self, query: query)
  }

  /// One run.
  public func get(_ id: RunID) async throws -> Wire.Run { try await caller.call(GetRun.self, path: id) }

  /// All runs of a task.
  public func fromTask(_ id: TaskID) async throws -> [Wire.Run] {
    try await AllPages.items { page in
      var query = ListRuns.Query()
      query.taskID = id
      query.page = page
      return try await list(query)
    }
  }
}
