public import PolderCore
import PolderTransport

/// Organizations, as the session's user may see and change them.
public struct OrganizationClient: Sendable {
  let caller: OperationCaller

  /// One page of organizations.
  public func list(_ query: ListOrganizations.Query = .init()) async throws -> Wire.Page<Wire.Organization> {
    try await caller.call(ListOrganizations.self, query: query)
  }

  /// One organization.
  public func get(_ id: OrganizationID) async throws -> Wire.Organization {
    try await caller.call(GetOrganization.self, path: id)
  }

  /// Makes an organization.
  public func create(name: String, country: String? = nil, domain: String? = nil) async throws -> Wire.Organization {
    var body = CreateOrganization.Body()
    body.name = name
    body.country = country
    body.domain = domain
    return try await caller.call(CreateOrganization.self, body: body)
  }

  /// Changes an organization; what is nil stays.
  public func update(_ id: OrganizationID, _ body: UpdateOrganization.Body) async throws -> Wire.Organization {
    try await caller.call(UpdateOrganization.self, path: id, body: body)
  }
}
