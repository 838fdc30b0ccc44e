public import PolderCore
public import PolderTransport

extension TaskClient {
  /// Makes a task: the same input for each organization, encrypted when that was set up.
  /// - Parameters:
  ///   - organizations: who shall run it
  ///   - name: the name
  ///   - image: the image of the algorithm
  ///   - description: what it is for
  ///   - input: the method and its arguments
  ///   - collaboration: where; nil takes the one that was set up
  ///   - study: the study, in place of a collaboration or beside it
  ///   - store: the algorithm store to take the image from; nil takes the one of `store.set`
  ///   - serverURL: the address under which the store knows the server; nil leaves it to the server
  ///   - databases: the databases that it asks for
  ///   - progress: told how much of the input was sent, where the server keeps large inputs beside its database
  /// - Returns: the task
  /// - Throws: `RequestRefusal` when the server refuses it; `PolderError` when neither collaboration nor study is known,
  ///   `client-encryption-contradiction` when the server says something else about the collaboration than was set up,
  ///   `key-changed` when an organization has another key than the pinned one
  public func create(
    organizations: [OrganizationID], name: String, image: String, description: String, input: AlgorithmInput,
    collaboration: CollaborationID? = nil, study: StudyID? = nil, store: AlgorithmStoreID? = nil,
    serverURL: String? = nil, databases: [Wire.DatabaseRequest]? = nil,
    progress: (@Sendable (TransferProgress) -> Void)? = nil
  ) async throws -> Wire.Task {
    try await create(
      organizations: organizations, name: name, image: image, description: description,
      input: InputSource.algorithm(input),
      collaboration: collaboration, study: study, store: store, serverURL: serverURL, databases: databases,
      progress: progress)
  }

  /// Makes a task whose input is more than a method and its arguments, or too large to be held in memory.
  /// - Parameters:
  ///   - organizations: who shall run it
  ///   - name: the name
  ///   - image: the image of the algorithm
  ///   - description: what it is for
  ///   - input: where the input comes from
  ///   - collaboration: where; nil takes the one that was set up
  ///   - study: the study, in place of a collaboration or beside it
  ///   - store: the algorithm store to take the image from; nil takes the one of `store.set`
  ///   - serverURL: the address under which the store knows the server; nil leaves it to the server
  ///   - databases: the databases that it asks for
  ///   - progress: told how much of the input was sent, where the server keeps large inputs beside its database
  /// - Returns: the task
  /// - Throws: as the other form, and what reading the input throws
  public func create(
    organizations: [OrganizationID], name: String, image: String, description: String, input: InputSource,
    collaboration: CollaborationID? = nil, study: StudyID? = nil, store: AlgorithmStoreID? = nil,
    serverURL: String? = nil, databases: [Wire.DatabaseRequest]? = nil,
    progress: (@Sendable (TransferProgress) -> Void)? = nil
  ) async throws -> Wire.Task {
    var body = CreateTask.Body()
    body.image = image
    body.studyID = study
    if study == nil {
      body.collaborationID = try defaults.collaboration(collaboration)
    } else {
      body.collaborationID = collaboration ?? defaults.collaboration?.collaboration.id
    }
    body.name = name
    body.description = description
    body.storeID = store ?? defaults.store?.id
    body.serverUrl = serverURL
    body.databases = databases ?? []
    return try await create(body, organizations, input, progress)
  }

  /// Makes a task in a collaboration: the same input for each organization, databases by their labels alone.
  /// - Parameters:
  ///   - collaboration: where
  ///   - organizations: who shall run it
  ///   - image: the image of the algorithm
  ///   - input: the method and its arguments
  ///   - databases: the labels of the databases it asks for
  ///   - name: the name
  ///   - description: what it is for
  /// - Returns: the task
  /// - Throws: as the other forms
  public func create(
    collaboration: CollaborationID, organizations: [OrganizationID], image: String, input: AlgorithmInput,
    databases: [String] = [], name: String? = nil, description: String? = nil
  ) async throws -> Wire.Task {
    var body = CreateTask.Body()
    body.image = image
    body.collaborationID = collaboration
    body.databases = databases.map { Wire.DatabaseRequest(label: $0) }
    body.name = name
    body.description = description
    return try await create(body, organizations, .algorithm(input), nil)
  }

  private func create(
    _ body: CreateTask.Body, _ organizations: [OrganizationID], _ input: InputSource,
    _ progress: (@Sendable (TransferProgress) -> Void)?
  ) async throws -> Wire.Task {
    let setup = defaults.encryption
    let sealing = try await payloads.sealing(body, for: organizations, with: setup)
    guard let setup, let sent = sealing.sent else {
      return try await made(body, organizations, input, sealing, progress)
    }
    try setup.sent.begin(sent)
    let task: Wire.Task
    do {
      task = try await made(body, organizations, input, sealing, progress)
    } catch let refusal as RequestRefusal {
      // Should it stay noted, it takes the room of another; the refusal is the one to tell.
      do { try setup.sent.drop(sent) } catch { throw refusal }
      throw refusal
    }
    try Self.remember(task, sent, setup)
    return task
  }

  /// Sends the input, and has the server make the task.
  private func made(
    _ body: CreateTask.Body, _ organizations: [OrganizationID], _ input: InputSource, _ sealing: InputSealing,
    _ progress: (@Sendable (TransferProgress) -> Void)?
  ) async throws -> Wire.Task {
    var body = body
    body.organizations = try await payloads.put(input, for: organizations, sealing, progress: progress)
    return try await made(body)
  }

  /// Has the server make the task; once more after a lost answer only where that makes no second one.
  private func made(_ body: CreateTask.Body) async throws -> Wire.Task {
    let key = Self.freshKey()
    do {
      return try await caller.call(CreateTask.self, body: body, idempotencyKey: key, isKeyHeeded: false)
    } catch let error as PolderError where error.code == .transportInterrupted {
      guard await heedsKeys() else { throw error }
      return try await caller.call(CreateTask.self, body: body, idempotencyKey: key)
    }
  }

  /// Whether the server knows a request again by its key. The Python server does not, nor does it keep events.
  private func heedsKeys() async -> Bool {
    do {
      _ = try await caller.call(ListEvents.self, query: .init(after: nil, limit: 1))
      return true
    } catch {
      // Whatever it is, the failure before it is the one to tell.
      return false
    }
  }

  /// Remembers by what results of a task can be told from those of another.
  private static func remember(_ task: Wire.Task, _ sent: SentTask, _ setup: EncryptionSetup) throws {
    do {
      try setup.sent.remember(task.id, sent)
    } catch let error where error.code == "client-task-known" {
      throw error
    } catch {
      throw PolderError(
        "client-task-not-remembered", "The task was made, and could not be remembered here.", object: "task \(task.id)",
        nextStep: "Its results can not be told from those of another task of yours: delete it and make it anew.",
        cause: error)
    }
  }

  /// 128 random bits, so that a repeated request is known again.
  private static func freshKey() -> String {
    var generator = SystemRandomNumberGenerator()
    return String(generator.next(), radix: 16) + "-" + String(generator.next(), radix: 16)
  }
}
