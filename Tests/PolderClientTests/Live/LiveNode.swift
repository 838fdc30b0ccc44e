import PolderCore
import PolderTransport
import Testing

/// Does by hand what a node does for its runs, over HTTP and in the order that a test wants.
struct LiveNode: Sendable {
  /// With a fraction, without which the Python server takes no moment (deviation 10).
  static let moment = Timestamp(microseconds: 1_790_000_000_000_001)

  let organization: OrganizationID
  let operations: OperationCaller
  let channel: HTTPChannel
  let token: String

  /// Logs in with the key of an organization's node.
  init(server: String, apiKey: String, organization: OrganizationID) async throws {
    channel = try HTTPChannel(base: server + "/api", timeout: LiveTarget.patience)
    token = try await OperationCaller(channel: channel).call(LogInNode.self, body: .init(apiKey: apiKey)).accessToken
    operations = OperationCaller(channel: channel, tokens: FixedToken(token))
    self.organization = organization
  }

  /// The node's only open run of a task.
  func run(of task: TaskID) async throws -> Wire.Run {
    var query = ListRuns.Query()
    query.taskID = task
    // The Python server gives ten rows at a time (deviation 6).
    query.organizationID = organization
    query.state = "open"
    let runs = try await operations.call(ListRuns.self, query: query).data
    return try #require(runs.first { $0.organization?.id == organization }, "task \(task) has no open run here")
  }

  /// Takes a run up.
  func begin(_ run: Wire.Run) async throws {
    var body = UpdateRun.Body()
    body.status = RunStatus.active.rawValue
    body.startedAt = Self.moment
    _ = try await operations.call(UpdateRun.self, path: run.id, body: body)
  }

  /// Reports the end of a run: all at once, because the Python server forgets what is not named again (deviation 10).
  func finish(
    _ run: Wire.Run, _ status: RunStatus = .completed, result: String? = nil, log: String? = nil
  ) async throws {
    var body = UpdateRun.Body()
    body.status = status.rawValue
    if let result { body.result = try await put(Array(result.utf8), for: run, .plain, .init(bytes: [])) }
    body.log = log
    body.finishedAt = Self.moment + .seconds(1)
    _ = try await operations.call(UpdateRun.self, path: run.id, body: body)
  }

  /// Takes up the run of a task, reads what it is asked, and ends it with what the algorithm would write; the question.
  @discardableResult
  func answer(_ task: TaskID, _ result: String, _ sealing: LiveSealing = .plain) async throws -> [UInt8] {
    let run = try await run(of: task)
    try await begin(run)
    let question = try sealing.open(try await stored(run), isBlob: run.blobStorageUsed)
    var body = UpdateRun.Body()
    body.status = RunStatus.completed.rawValue
    body.result = try await put(Array(result.utf8), for: run, sealing, question)
    body.finishedAt = Self.moment + .seconds(1)
    _ = try await operations.call(UpdateRun.self, path: run.id, body: body)
    return question.bytes
  }

  /// What a run was given, as it is stored.
  func stored(_ run: Wire.Run) async throws -> [UInt8] {
    let input = try #require(run.input)
    return run.blobStorageUsed ? try await fetch(input) : Array(input.utf8)
  }

  /// What stands for a result: its text, or the id of an upload.
  private func put(
    _ bytes: [UInt8], for run: Wire.Run, _ sealing: LiveSealing, _ question: LiveSealing.Question
  ) async throws -> String {
    let sealed = try sealing.seal(bytes, asBlob: run.blobStorageUsed, to: question)
    return run.blobStorageUsed ? try await upload(sealed) : String(decoding: sealed, as: UTF8.self)
  }

  func shutdown() async { await channel.shutdown() }
}
