public import PolderCore
import PolderTransport

extension TaskClient {
  /// Makes a task: the same input for each organization.
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
  /// - Returns: the task
  /// - Throws: `RequestRefusal` when the server refuses it, `PolderError` when neither collaboration nor study is known
  public func create(
    organizations: [OrganizationID], name: String, image: String, description: String, input: AlgorithmInput,
    collaboration: CollaborationID? = nil, study: StudyID? = nil, store: AlgorithmStoreID? = nil,
    serverURL: String? = nil, databases: [Wire.DatabaseRequest]? = nil
  ) async throws -> Wire.Task {
    var body = Self.body(image, organizations, input)
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
    return try await create(body)
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
  /// - Throws: `RequestRefusal` when the server refuses it
  public func create(
    collaboration: CollaborationID, organizations: [OrganizationID], image: String, input: AlgorithmInput,
    databases: [String] = [], name: String? = nil, description: String? = nil
  ) async throws -> Wire.Task {
    var body = Self.body(image, organizations, input)
    body.collaborationID = collaboration
    body.databases = databases.map { Wire.DatabaseRequest(label: $0) }
    body.name = name
    body.description = description
    return try await create(body)
  }

  private func create(_ body: CreateTask.Body) async throws -> Wire.Task {
    try await caller.call(CreateTask.self, body: body, idempotencyKey: Self.freshKey())
  }

  private static func body(
    _ image: String, _ organizations: [OrganizationID], _ input: AlgorithmInput
  ) -> CreateTask.Body {
    let text = Base64.encode(input.json.bytes)
    var body = CreateTask.Body()
    body.image = image
    body.organizations = organizations.map { Wire.TaskInput(id: $0, input: text) }
    return body
  }

  /// 128 random bits, so that a repeated request is known again.
  private static func freshKey() -> String {
    var generator = SystemRandomNumberGenerator()
    return String(generator.next(), radix: 16) + "-" + String(generator.next(), radix: 16)
  }
}
