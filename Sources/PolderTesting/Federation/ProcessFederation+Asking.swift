package import PolderClient
package import PolderCore

extension ProcessFederation {
  /// Makes a task for organizations.
  package func ask(
    _ image: String, at names: [String], _ method: String = "run", _ arguments: JSONObject = [:]
  ) async throws -> TaskID {
    try await researcher.task.create(
      collaboration: collaboration, organizations: names.map { try site($0).organization }, image: image,
      input: AlgorithmInput(method: method, named: arguments), databases: ["default"], name: method
    ).id
  }

  /// Waits for the one result of a task.
  /// - Throws: `PolderError` when it has none or several
  package func result(of task: TaskID) async throws -> TaskResult {
    let results = try await researcher.waitForResults(of: task, feed: feed)
    guard let result = results.first, results.count == 1 else {
      throw PolderError("testing-results", "There is not one result but \(results.count).", object: "task \(task)")
    }
    return result
  }

  /// Makes a task for one organization and waits for its result.
  package func result(
    of image: String, at name: String, _ method: String = "run", _ arguments: JSONObject = [:]
  ) async throws -> TaskResult {
    try await result(of: try await ask(image, at: [name], method, arguments))
  }

  /// Waits until an algorithm has printed a text, as the node forwards it.
  /// - Parameters:
  ///   - text: the text to wait for
  ///   - task: the task whose algorithm prints
  ///   - events: a subscription made before the task was
  /// - Returns: the run that printed it
  /// - Throws: `PolderError` when the run ends before
  package func printed(_ text: String, by task: TaskID, _ events: AsyncStream<FeedEvent>) async throws -> RunID {
    var log = ""
    for await event in events {
      guard case .event(let name, let payload) = event, payload["task_id"]?.integer == task.rawValue else { continue }
      switch name {
      case .algorithmLog:
        log += payload["log"]?.string ?? ""
        if log.contains(text), let run = payload["run_id"]?.integer { return RunID(run) }
      case .algorithmStatusChange:
        guard let status = payload["status"]?.string, status != RunStatus.active.rawValue else { continue }
        let ended = try await researcher.result.fromTask(task)
        throw PolderError(
          "testing-run-ended", "The run ended (\(status)): \(ended.map { $0.log ?? "" })", object: "task \(task)")
      default: continue
      }
    }
    throw CancellationError()
  }
}
