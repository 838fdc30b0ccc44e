public import PolderCore
import PolderTransport

/// Nodes, as the session's user may see and change them.
///
/// Where a method may go without the number of a collaboration, the one of `UserClient.setupCollaboration` is taken.
public struct NodeClient: Sendable {
  let caller: OperationCaller
  let defaults: SessionDefaults

  /// One page of nodes; of the collaboration that was set up, if one was, unless another is named.
  public func list(
    name: String? = nil, organization: OrganizationID? = nil, collaboration: CollaborationID? = nil,
    study: StudyID? = nil, isOnline: Bool? = nil, ip: String? = nil, lastSeenFrom: Timestamp? = nil,
    lastSeenTill: Timestamp? = nil, page: Int = 1, perPage: Int = 20
  ) async throws -> Page<Wire.Node> {
    var query = ListNodes.Query()
    query.name = name
    query.organizationID = organization
    query.collaborationID = collaboration ?? defaults.collaboration?.collaboration.id
    query.studyID = study
    query.status = isOnline.map { $0 ? "online" : "offline" }
    query.ip = ip
    query.lastSeenFrom = lastSeenFrom
    query.lastSeenTill = lastSeenTill
    query.page = PageRequest(page, perPage)
    return try await list(query)
  }

  /// The page of nodes that a query asks for.
  public func list(_ query: ListNodes.Query) async throws -> Page<Wire.Node> {
    try await caller.page(ListNodes.self, query, \.page)
  }

  /// One node.
  public func get(_ id: NodeID) async throws -> Wire.Node { try await caller.call(GetNode.self, path: id) }

  /// Makes a node, of the own organization unless another is named; its key is shown this once.
  public func create(
    collaboration: CollaborationID? = nil, organization: OrganizationID? = nil, name: String? = nil
  ) async throws -> Wire.NewNode {
    var body = CreateNode.Body()
    body.collaborationID = try defaults.collaboration(collaboration)
    body.organizationID = try await defaults.organization(organization)
    body.name = name
    return try await caller.call(CreateNode.self, body: body)
  }

  /// Changes a node; what is nil stays. With `clearIP` the server forgets its address in the VPN.
  public func update(_ id: NodeID, name: String? = nil, clearIP: Bool? = nil) async throws -> Wire.Node {
    var body = UpdateNode.Body()
    body.name = name
    body.clearIp = clearIP
    return try await caller.call(UpdateNode.self, path: id, body: body)
  }

  /// Deletes a node.
  public func delete(_ id: NodeID) async throws { _ = try await caller.call(DeleteNode.self, path: id) }

  /// Stops everything that runs on a node, and gives what the server says about it.
  @discardableResult
  public func killTasks(_ id: NodeID) async throws -> String {
    try await caller.call(KillNodeTasks.self, body: IDBody(id)).msg
  }
}
