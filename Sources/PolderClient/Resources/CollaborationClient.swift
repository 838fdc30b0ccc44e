public import PolderCore
import PolderTransport

/// Collaborations, as the session's user may see and change them.
///
/// Where a method may go without the number of a collaboration, the one of `UserClient.setupCollaboration` is taken.
public struct CollaborationClient: Sendable {
  let caller: OperationCaller
  let defaults: SessionDefaults

  /// One page of collaborations.
  public func list(
    scope: CollaborationScope = .organization, name: String? = nil, encrypted: Bool? = nil,
    organization: OrganizationID? = nil, algorithmStore: AlgorithmStoreID? = nil, page: Int = 1, perPage: Int = 20
  ) async throws -> Page<Wire.Collaboration> {
    var query = ListCollaborations.Query()
    query.name = name
    query.encrypted = encrypted
    query.algorithmStoreID = algorithmStore
    query.page = PageRequest(page, perPage)
    switch scope {
    case .organization: query.organizationID = try await defaults.organization(organization)
    case .global: query.organizationID = organization
    }
    return try await list(query)
  }

  /// The page of collaborations that a query asks for.
  public func list(_ query: ListCollaborations.Query) async throws -> Page<Wire.Collaboration> {
    try await caller.page(ListCollaborations.self, query, \.page)
  }

  /// One collaboration.
  public func get(_ id: CollaborationID) async throws -> Wire.Collaboration {
    try await caller.call(GetCollaboration.self, path: id)
  }

  /// Makes a collaboration of organizations.
  public func create(
    name: String, organizations: [OrganizationID], encrypted: Bool = false
  ) async throws -> Wire.Collaboration {
    var body = CreateCollaboration.Body()
    body.name = name
    body.organizationIDs = organizations
    body.encrypted = encrypted
    return try await caller.call(CreateCollaboration.self, body: body)
  }

  /// Changes a collaboration; what is nil stays, the organizations replace those there were.
  public func update(
    _ id: CollaborationID? = nil, name: String? = nil, encrypted: Bool? = nil, organizations: [OrganizationID]? = nil
  ) async throws -> Wire.Collaboration {
    var change = UpdateCollaboration.Change()
    change.name = name
    change.encrypted = encrypted
    change.organizationIDs = organizations
    return try await caller.call(
      UpdateCollaboration.self, path: try defaults.collaboration(id), body: LateBody(change))
  }

  /// Deletes a collaboration; with `deleteDependents` its tasks, nodes and studies too, without it only when it has
  /// none.
  public func delete(_ id: CollaborationID? = nil, deleteDependents: Bool = false) async throws {
    _ = try await caller.call(
      DeleteCollaboration.self, path: try defaults.collaboration(id),
      query: DependentsQuery(deleteDependents: deleteDependents))
  }

  /// Adds an organization to a collaboration, and gives all that are in it then.
  @discardableResult
  public func addOrganization(
    _ organization: OrganizationID, collaboration: CollaborationID? = nil
  ) async throws -> [Wire.Organization] {
    try await caller.call(
      AddCollaborationOrganization.self, path: try defaults.collaboration(collaboration),
      body: LateBody(IDBody(organization)))
  }

  /// Removes an organization from a collaboration, and gives those that are left.
  @discardableResult
  public func removeOrganization(
    _ organization: OrganizationID, collaboration: CollaborationID? = nil
  ) async throws -> [Wire.Organization] {
    try await caller.call(
      RemoveCollaborationOrganization.self, path: try defaults.collaboration(collaboration),
      body: LateBody(IDBody(organization)))
  }
}
