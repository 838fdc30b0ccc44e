public import PolderCore
public import PolderTransport

/// Speaks to the collaboration through a node's proxy, with the token of the run.
public struct AlgorithmClient: Federation {
  /// What the token says: the task, its image, organization and collaboration.
  public let claims: ContainerClaims
  let requests: ProxyRequests

  /// A client.
  /// - Parameters:
  ///   - channel: leads to the node's proxy
  ///   - token: the text of the token file
  ///   - sleep: waits; tests give one that does not
  /// - Throws: `PolderError` `algorithm-environment` when the token is not that of an algorithm
  public init(
    channel: any HTTPCaller, token: String,
    sleep: @escaping @Sendable (Duration) async throws -> Void = { try await Task.sleep(for: $0) }
  ) throws {
    let token = String(token.split(whereSeparator: \.isWhitespace).first ?? "")
    guard let claims = JWTClaims(token: token)?.container else {
      throw PolderError(
        .algorithmEnvironment, "The token file does not hold the token of an algorithm.", object: "TOKEN_FILE",
        nextStep: "Start the program through a node, which writes it.")
    }
    self.claims = claims
    requests = ProxyRequests(channel: channel, token: token, sleep: sleep)
  }

  /// The organizations of the collaboration, or of the task's study.
  public func organizations() async throws -> [FederationOrganization] {
    let filter: (name: String, value: String) =
      claims.studyID.map { ("study_id", "\($0)") } ?? ("collaboration_id", "\(claims.collaborationID)")
    return try await requests.pages("/organization", query: [filter]).map { row in
      guard let id = row["id"]?.integer else { throw ProxyRequests.unusable("/organization") }
      return FederationOrganization(id: OrganizationID(id), name: row["name"]?.string ?? "organization \(id)")
    }
  }

  /// Creates a subtask.
  /// - Parameters:
  ///   - input: what to do
  ///   - name: the name of the subtask, for people
  ///   - description: more about it; nil names the node
  ///   - organizations: where
  /// - Returns: the id of the subtask
  /// - Throws: `PolderError`
  public func createTask(
    _ input: AlgorithmInput, name: String = "subtask", description: String? = nil, at organizations: [OrganizationID]
  ) async throws -> TaskID {
    let encoded = JSONValue.string(Base64.encode(input.json.bytes))
    var body: JSONObject = [
      "name": .string(name), "image": .string(claims.image),
      "collaboration_id": .integer(claims.collaborationID.rawValue),
      "description": .string(description ?? "task from container on node_id=\(claims.nodeID)"),
      "organizations": .array(organizations.map { ["id": .integer($0.rawValue), "input": encoded] }),
      "databases": .array(claims.databases),
    ]
    if let study = claims.studyID { body["study_id"] = .integer(study.rawValue) }
    if let store = claims.storeID { body["store_id"] = .integer(store.rawValue) }
    let reply = try await requests.post("/task", .object(body))
    guard let id = reply["id"]?.integer else { throw ProxyRequests.unusable("/task") }
    return TaskID(id)
  }

  /// The status of a task.
  public func status(of task: TaskID) async throws -> String {
    guard let status = try await requests.get("/task/\(task)/status")["status"]?.string else {
      throw ProxyRequests.unusable("/task/\(task)/status")
    }
    return status
  }

  /// Waits until nothing more will happen to a task, and gives its last status.
  public func waitUntilFinished(_ task: TaskID) async throws -> String {
    var pace = PollPace()
    let clock = ContinuousClock()
    while true {
      let asked = clock.now
      let status = try await status(of: task)
      if TaskStatus.isFinished(status) { return status }
      let pause = pace.pause(after: status, took: clock.now - asked)
      if pause > .zero { try await requests.sleep(pause) }
    }
  }

  /// The runs of a task.
  public func runs(of task: TaskID) async throws -> [SubtaskRun] {
    try await requests.pages("/run", query: [("task_id", "\(task)")]).map { row in
      guard let run = SubtaskRun(json: row) else { throw ProxyRequests.unusable("/run") }
      return run
    }
  }

  /// The results of a task, by run; runs without one are left out.
  public func results(of task: TaskID) async throws -> [RunID: JSONValue] {
    var results: [RunID: JSONValue] = [:]
    for row in try await requests.pages("/result", query: [("task_id", "\(task)")]) {
      guard let id = (row["run"]?["id"] ?? row["id"])?.integer, let text = row["result"]?.string, !text.isEmpty else {
        continue
      }
      let isBlob = row["blob_storage_used"]?.bool == true
      let bytes = isBlob ? try await requests.bytes("/blobstream/\(text)") : Base64.decode(text, lenient: true)
      do {
        results[RunID(id)] = try JSONValue(parsing: bytes ?? [], limits: .init(bytes: 1 << 30, allowsNonFinite: true))
      } catch {
        throw ProxyRequests.unusable("/result")
      }
    }
    return results
  }

  /// Runs a method at organizations and waits for all of them.
  public func run(
    _ input: AlgorithmInput, name: String, at organizations: [OrganizationID]
  ) async throws -> [PartialResult] {
    let task = try await createTask(input, name: name, at: organizations)
    let status = try await waitUntilFinished(task)
    async let found = TaskStatus.isFailed(status) ? [:] : results(of: task)
    let runs = try await runs(of: task)
    if let failed = runs.first(where: { TaskStatus.isFailed($0.status) }) {
      throw SubtaskFailure.error(organization: failed.organization, status: failed.status, reason: failed.log)
    }
    let results = try await found
    return try organizations.map { organization in
      guard let run = runs.first(where: { $0.organization == organization }), let value = results[run.id] else {
        throw SubtaskFailure.error(
          organization: organization, status: status, reason: "It left no result that can be read.")
      }
      return PartialResult(organization: organization, value: value)
    }
  }
}
