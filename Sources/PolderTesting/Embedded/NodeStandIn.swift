package import PolderCore
package import PolderTransport

/// Does by hand, over the API, what a node does: for tests of everything but the node.
package struct NodeStandIn: Sendable {
  /// Calls as the node.
  package let operations: OperationCaller
  private let channel: HTTPChannel

  /// Logs in with the key of a node.
  package init(server: String, apiKey: String) async throws {
    channel = try HTTPChannel(base: server + "/api")
    let tokens = try await OperationCaller(channel: channel).call(LogInNode.self, body: .init(apiKey: apiKey))
    operations = OperationCaller(channel: channel, tokens: FixedToken(tokens.accessToken))
  }

  /// The runs of a task that wait at this node.
  package func openRuns(of task: TaskID) async throws -> [Wire.Run] {
    var query = ListRuns.Query()
    query.taskID = task
    query.state = "open"
    return try await operations.call(ListRuns.self, query: query).data
  }

  /// Takes a run up.
  @discardableResult
  package func begin(_ run: RunID, at moment: Timestamp) async throws -> Wire.Run {
    var body = UpdateRun.Body()
    body.status = RunStatus.active.rawValue
    body.startedAt = moment
    return try await operations.call(UpdateRun.self, path: run, body: body)
  }

  /// Reports the end of a run.
  /// - Parameters:
  ///   - run: the run
  ///   - status: how it ended
  ///   - result: the text as it is stored; nil for none
  ///   - log: what the algorithm printed
  ///   - moment: when it ended
  /// - Returns: the run as it stands then
  /// - Throws: `RequestRefusal` when the server refuses
  @discardableResult
  package func finish(
    _ run: RunID, _ status: RunStatus = .completed, result: String? = nil, log: String? = nil, at moment: Timestamp
  ) async throws -> Wire.Run {
    var body = UpdateRun.Body()
    body.status = status.rawValue
    body.result = result
    body.log = log
    body.finishedAt = moment
    return try await operations.call(UpdateRun.self, path: run, body: body)
  }

  /// Closes the connections.
  package func shutdown() async { await channel.shutdown() }
}
