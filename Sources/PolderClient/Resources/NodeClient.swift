public import PolderCore
import PolderTransport

/// Nodes, as the session's user may see and make them.
public struct NodeClient: Sendable {
  let caller: OperationCaller

  /// One page of nodes.
  public func list(_ query: ListNodes.Query = .init()) async throws -> Wire.Page<Wire.Node> {
    try await caller.call(ListNodes.self, query: query)
  }

  /// One node.
  public func get(_ id: NodeID) async throws -> Wire.Node { try await caller.call(GetNode.self, path: id) }

  /// Makes a node; its key is shown this once.
  public func create(
    collaboration: CollaborationID, organization: OrganizationID? = nil, name: String? = nil
  ) async throws -> Wire.NewNode {
    var body = CreateNode.Body()
    body.collaborationID = collaboration
    body.organizationID = organization
    body.name = name
    return try await caller.call(CreateNode.self, body: body)
  }
}
