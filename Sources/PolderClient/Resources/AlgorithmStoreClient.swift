public import PolderCore
import PolderTransport

/// Algorithm stores, as the server knows them.
///
/// Where a method may go without the number of a store, the one of `set` is taken.
public struct AlgorithmStoreClient: Sendable {
  let caller: OperationCaller
  let defaults: SessionDefaults
  /// The address under which stores know the server.
  let serverURL: String
  /// Leads to the chosen store's own API.
  let session: Session

  /// The algorithm store that methods use where none is named; nil before `set`.
  public var current: Wire.AlgorithmStore? { defaults.store }

  /// Makes an algorithm store the one that methods use where none is named; only when the server shows it.
  /// - Parameter id: the store
  /// - Returns: the store
  /// - Throws: `RequestRefusal` when the server refuses; the store that was set before stays
  @discardableResult
  public func set(_ id: AlgorithmStoreID) async throws -> Wire.AlgorithmStore {
    let login = defaults.login
    let store = try await get(id)
    defaults.keep(store, login: login)
    return store
  }

  /// One page of algorithm stores; of the collaboration that was set up, if one was, unless another is named.
  public func list(
    name: String? = nil, url: String? = nil, collaboration: CollaborationID? = nil, page: Int = 1, perPage: Int = 10
  ) async throws -> Page<Wire.AlgorithmStore> {
    var query = ListAlgorithmStores.Query()
    query.name = name
    query.url = url
    query.collaborationID = collaboration ?? defaults.collaboration?.collaboration.id
    query.page = PageRequest(page, perPage)
    return try await list(query)
  }

  /// The page of algorithm stores that a query asks for.
  public func list(_ query: ListAlgorithmStores.Query) async throws -> Page<Wire.AlgorithmStore> {
    try await caller.page(ListAlgorithmStores.self, query, \.page)
  }

  /// One algorithm store.
  public func get(_ id: AlgorithmStoreID) async throws -> Wire.AlgorithmStore {
    try await caller.call(GetAlgorithmStore.self, path: id)
  }

  /// Links an algorithm store to a collaboration, or to all.
  /// - Parameters:
  ///   - algorithmStoreURL: the store's address, with the API's prefix
  ///   - name: the name
  ///   - collaboration: the collaboration that may use it; nil takes the one that was set up
  ///   - allCollaborations: whether all may use it
  ///   - force: whether an address of the server's own machine is accepted
  /// - Returns: the store
  /// - Throws: `RequestRefusal` when the server refuses it, `PolderError` when no collaboration is named or set up
  public func create(
    algorithmStoreURL: String, name: String, collaboration: CollaborationID? = nil, allCollaborations: Bool = false,
    force: Bool = false
  ) async throws -> Wire.AlgorithmStore {
    var body = CreateAlgorithmStore.Body()
    body.url = algorithmStoreURL
    body.name = name
    body.serverUrl = serverURL
    body.force = force
    if !allCollaborations {
      body.collaboration = ListedID(rawValue: try defaults.collaboration(collaboration).rawValue)
    }
    return try await caller.call(CreateAlgorithmStore.self, body: body)
  }

  /// Changes an algorithm store; what is nil stays, and with `allCollaborations` every collaboration may use it.
  public func update(
    _ id: AlgorithmStoreID? = nil, name: String? = nil, collaboration: CollaborationID? = nil,
    allCollaborations: Bool? = nil
  ) async throws -> Wire.AlgorithmStore {
    var body = UpdateAlgorithmStore.Body()
    body.name = name
    if allCollaborations == true {
      body.collaboration = .clear
    } else if let collaboration {
      body.collaboration = .set(ListedID(rawValue: collaboration.rawValue))
    }
    return try await caller.call(UpdateAlgorithmStore.self, path: try defaults.store(id), body: body)
  }

  /// Removes an algorithm store, and has it forget the server.
  public func delete(_ id: AlgorithmStoreID? = nil) async throws {
    var query = DeleteAlgorithmStore.Query()
    query.serverUrl = serverURL
    _ = try await caller.call(DeleteAlgorithmStore.self, path: try defaults.store(id), query: query)
  }
}
