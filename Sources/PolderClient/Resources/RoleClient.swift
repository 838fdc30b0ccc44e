public import PolderCore
import PolderTransport

/// Roles, as the session's user may see and change them.
public struct RoleClient: Sendable {
  let caller: OperationCaller
  let defaults: SessionDefaults

  /// One page of roles; with `includeRoot` also those that belong to no organization.
  public func list(
    name: String? = nil, description: String? = nil, organization: OrganizationID? = nil, rule: RuleID? = nil,
    user: UserID? = nil, includeRoot: Bool? = nil, page: Int = 1, perPage: Int = 20
  ) async throws -> Page<Wire.Role> {
    var query = ListRoles.Query()
    query.name = name.map { [$0] } ?? []
    query.description = description.map { [$0] } ?? []
    query.organizationID = organization.map { [$0] } ?? []
    query.ruleID = rule
    query.userID = user
    query.includeRoot = includeRoot
    query.page = PageRequest(page, perPage)
    return try await list(query)
  }

  /// The page of roles that a query asks for.
  public func list(_ query: ListRoles.Query) async throws -> Page<Wire.Role> {
    try await caller.page(ListRoles.self, query, \.page)
  }

  /// One role.
  public func get(_ id: RoleID) async throws -> Wire.Role { try await caller.call(GetRole.self, path: id) }

  /// Makes a role, of the own organization unless another is named.
  public func create(
    name: String, description: String, rules: [RuleID], organization: OrganizationID? = nil
  ) async throws -> Wire.Role {
    var body = CreateRole.Body()
    body.name = name
    body.description = description
    body.rules = rules
    body.organizationID = try await defaults.organization(organization)
    return try await caller.call(CreateRole.self, body: body)
  }

  /// Changes a role; what is nil stays, the rules replace those there were.
  public func update(
    _ role: RoleID, name: String? = nil, description: String? = nil, rules: [RuleID]? = nil
  ) async throws -> Wire.Role {
    var body = UpdateRole.Body()
    body.name = name
    body.description = description
    body.rules = rules
    return try await caller.call(UpdateRole.self, path: role, body: body)
  }

  /// Deletes a role; whoever deletes an own one may lose access.
  public func delete(_ role: RoleID) async throws { _ = try await caller.call(DeleteRole.self, path: role) }
}
