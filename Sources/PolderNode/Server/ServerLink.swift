import PolderCore
import PolderTransport

/// The calls that a node makes to its server.
struct ServerLink: Sendable {
  let caller: OperationCaller

  init(channel: any HTTPCaller, tokens: any TokenSource, retries: RetryPolicy) {
    caller = OperationCaller(channel: channel, tokens: tokens, retries: retries)
  }

  /// Who the node is, and whether the server takes the collaboration for encrypted.
  func identity(of node: NodeID) async throws -> (identity: NodeIdentity, isEncrypted: Bool) {
    let found = try await caller.call(GetNode.self, path: node)
    guard let organization = found.organization?.id, let collaboration = found.collaboration?.id else {
      throw PolderError(
        .nodeWithoutCollaboration, "The server has this node without a collaboration.", object: "node \(node)",
        nextStep: "Ask the collaboration's administrator to register the node anew.")
    }
    let identity = NodeIdentity(
      node: node, name: found.name ?? "node \(node)", organization: organization, collaboration: collaboration)
    return (identity, try await caller.call(GetCollaboration.self, path: collaboration).encrypted)
  }

  /// The runs of the node that have not ended, with their tasks; of one task or of all.
  /// - Parameters:
  ///   - node: the node
  ///   - task: the task; nil for all
  ///   - take: makes of a run what is kept of it, page by page: inputs are large
  /// - Returns: what was made
  /// - Throws: what a call throws; `PolderError` `transport-reply-too-large` for a run that is too large by itself
  func openRuns<Value>(
    of node: NodeID, task: TaskID?, _ take: (Wire.Run) async throws -> Value?
  ) async throws -> [Value] {
    // Where the inputs of a page are too large for one answer, there are fewer runs on a page.
    for size in [50, 5] as [Int64] {
      do {
        return try await openRuns(of: node, task: task, perPage: size, take)
      } catch let error as PolderError where error.code == .transportReplyTooLarge {
        continue
      }
    }
    return try await openRuns(of: node, task: task, perPage: 1, take)
  }

  private func openRuns<Value>(
    of node: NodeID, task: TaskID?, perPage size: Int64, _ take: (Wire.Run) async throws -> Value?
  ) async throws -> [Value] {
    var query = ListRuns.Query()
    query.state = "open"
    query.nodeID = node
    query.taskID = task
    query.include = ["task"]
    var found: [Value] = []
    for page in 1...Self.maximumPages {
      query.page = PageRequest(page: Int64(page), perPage: size)
      let reply = try await caller.call(ListRuns.self, query: query)
      for run in reply.data { if let value = try await take(run) { found.append(value) } }
      if reply.links.next == nil || reply.data.isEmpty { break }
    }
    return found
  }

  /// Whether the server means no open run but this one by its number.
  func means(_ run: RunAssignment) async throws(ServerTrouble) -> Bool {
    do {
      let shown = try await show(run.run)
      return shown.finishedAt != nil || run.isShown(by: shown)
    } catch {
      throw ServerTrouble(error, about: run.run)
    }
  }

  /// A run with its task, which tells it apart from others of its number.
  func show(_ run: RunID) async throws -> Wire.Run {
    var query = GetRun.Query()
    query.include = ["task"]
    return try await caller.call(GetRun.self, path: run, query: query)
  }

  static let maximumPages = 2_000

  /// Tells that a run is taken up.
  func claim(_ run: RunID, startedAt: Timestamp) async throws(ServerTrouble) {
    var body = UpdateRun.Body()
    body.startedAt = startedAt.withFraction
    try await update(run, body)
  }

  /// Gets the token for a run's algorithm.
  func token(task: TaskID, image: String) async throws(ServerTrouble) -> String {
    do {
      return try await caller.call(CreateContainerToken.self, body: .init(taskID: task, image: image)).containerToken
    } catch {
      throw ServerTrouble(error, about: task)
    }
  }

  /// Tells how a run stands that has not ended.
  func announce(_ run: RunID, _ status: RunStatus) async throws(ServerTrouble) {
    var body = UpdateRun.Body()
    body.status = status.rawValue
    try await update(run, body)
  }

  /// Tells at which ports a run is reached in the VPN, in place of what was told before.
  func tell(_ ports: [RunPort], of run: RunID) async throws(ServerTrouble) {
    do {
      try await forgetPorts(of: run)
      for port in ports {
        var body = AddPort.Body()
        (body.port, body.runID, body.label) = (Int64(port.number), run, port.label)
        _ = try await caller.call(AddPort.self, body: body)
      }
    } catch {
      throw ServerTrouble(error, about: run)
    }
  }

  /// Tells that a run is not reached any more.
  func forgetPorts(of run: RunID) async throws {
    var query = RemovePorts.Query()
    query.runID = run
    // Who ends a run does not wait for a server that is away.
    _ = try await caller.call(RemovePorts.self, query: query, timeout: .seconds(10))
  }

  /// Tells how a run ended.
  /// - Parameters:
  ///   - run: the run
  ///   - report: what is told
  ///   - result: the sealed result or the id of its blob; nil for none
  /// - Throws: `ServerTrouble`
  func deliver(_ run: RunID, _ report: RunReport, result: String? = nil) async throws(ServerTrouble) {
    var body = UpdateRun.Body()
    body.status = report.status.rawValue
    body.log = report.log
    body.result = result
    body.finishedAt = report.finishedAt.withFraction
    try await update(run, body)
  }

  /// The name of an organization.
  func organizationName(_ organization: OrganizationID) async throws -> String? {
    try await caller.call(GetOrganization.self, path: organization).name
  }

  private func update(_ run: RunID, _ body: UpdateRun.Body) async throws(ServerTrouble) {
    do {
      // The reply repeats the input, which nobody needs here.
      _ = try await caller.call(UpdateRun.self, path: run, body: body)
    } catch {
      throw ServerTrouble(error, about: run)
    }
  }
}

extension Timestamp {
  /// The incumbent's server takes no time without a fraction.
  fileprivate var withFraction: Timestamp {
    microseconds % 1_000_000 == 0 ? Timestamp(microseconds: microseconds + 1) : self
  }
}
