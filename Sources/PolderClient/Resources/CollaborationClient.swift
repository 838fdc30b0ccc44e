public import PolderCore
import PolderTransport

/// Collaborations, as the session's user may see and make them.
public struct CollaborationClient: Sendable {
  let caller: OperationCaller

  /// One page of collaborations.
  public func list(_ query: ListCollaborations.Query = .init()) async throws -> Wire.Page<Wire.Collaboration> {
    try await caller.call(ListCollaborations.self, query: query)
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
}
