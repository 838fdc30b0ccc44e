public import PolderCore
import PolderTransport

/// Tasks, as the session's user may see, make and stop them.
public struct TaskClient: Sendable {
  let caller: OperationCaller

  /// One page of tasks, the newest first.
  public func list(_ query: ListTasks.Query = .init()) async throws -> Wire.Page<Wire.Task> {
    try await caller.call(ListTasks.self, query: query)
  }

  /// One task.
  public func get(_ id: TaskID) async throws -> Wire.Task { try await caller.call(GetTask.self, path: id) }

  /// Where a task stands.
  public func status(_ id: TaskID) async throws -> String {
    try await caller.call(GetTaskStatus.self, path: id).status
  }

  /// Makes a task: the same input for each organization.
  /// - Parameters:
  ///   - collaboration: where
  ///   - organizations: who shall run it
  ///   - image: the image of the algorithm
  ///   - input: the method and its arguments
  ///   - databases: the labels of the databases it asks for
  ///   - name: the name
  ///   - description: what it is for
  /// - Returns: the task
  /// - Throws: `RequestRefusal` when the server refuses it
  public func create(
    collaboration: CollaborationID, organizations: [OrganizationID], image: String, input: AlgorithmInput,
    databases: [String] = [], name: String? = nil, description: String? = nil
  ) async throws -> Wire.Task {
    var body = CreateTask.Body()
    let text = Base64.encode(input.json.bytes)
    body.collaborationID = collaboration
    body.organizations = organizations.map { Wire.TaskInput(id: $0, input: text) }
    body.image = image
    body.databases = databases.map { Wire.DatabaseRequest(label: $0) }
    body.name = name
    body.description = description
    return try await caller.call(CreateTask.self, body: body, idempotencyKey: Self.freshKey())
  }

  /// Stops the runs of a task and of all below it.
  public func kill(_ id: TaskID) async throws -> String {
    var body = KillTask.Body()
    body.id = id
    return try await caller.call(KillTask.self, body: body).msg
  }

  /// 128 random bits, so that a repeated request is known again.
  private static func freshKey() -> String {
    var generator = SystemRandomNumberGenerator()
    return String(generator.next(), radix: 16) + "-" + String(generator.next(), radix: 16)
  }
}
