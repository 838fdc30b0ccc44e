public import PolderCore
import PolderTransport

/// Users, as the session's user may see and change them.
public struct AccountClient: Sendable {
  let caller: OperationCaller
  let defaults: SessionDefaults

  /// One page of users.
  public func list(
    username: String? = nil, organization: OrganizationID? = nil, firstname: String? = nil, lastname: String? = nil,
    email: String? = nil, role: RoleID? = nil, rule: RuleID? = nil, lastSeenFrom: Timestamp? = nil,
    lastSeenTill: Timestamp? = nil, page: Int = 1, perPage: Int = 20
  ) async throws -> Page<Wire.User> {
    var query = ListUsers.Query()
    query.username = username
    query.organizationID = organization
    query.firstname = firstname
    query.lastname = lastname
    query.email = email
    query.roleID = role
    query.ruleID = rule
    query.lastSeenFrom = lastSeenFrom
    query.lastSeenTill = lastSeenTill
    query.page = PageRequest(page, perPage)
    return try await list(query)
  }

  /// The page of users that a query asks for.
  public func list(_ query: ListUsers.Query) async throws -> Page<Wire.User> {
    try await caller.page(ListUsers.self, query, \.page)
  }

  /// One user; the own one unless another is named.
  public func get(_ id: UserID? = nil) async throws -> Wire.User {
    try await caller.call(GetUser.self, path: try await own(id)).user
  }

  /// Makes a user, of the own organization unless another is named.
  public func create(
    username: String, firstname: String, lastname: String, password: String, email: String,
    organization: OrganizationID? = nil, roles: [RoleID] = [], rules: [RuleID] = []
  ) async throws -> Wire.User {
    var body = CreateUser.Body()
    body.username = username
    body.firstname = firstname
    body.lastname = lastname
    body.password = password
    body.email = email
    body.organizationID = organization
    body.roles = roles
    body.rules = rules
    return try await create(body)
  }

  /// Makes a user.
  public func create(_ body: CreateUser.Body) async throws -> Wire.User {
    try await caller.call(CreateUser.self, body: body)
  }

  /// Changes a user, the own one unless another is named; what is nil stays, roles and rules replace those there were.
  public func update(
    _ id: UserID? = nil, firstname: String? = nil, lastname: String? = nil, organization: OrganizationID? = nil,
    rules: [RuleID]? = nil, roles: [RoleID]? = nil, email: String? = nil
  ) async throws -> Wire.User {
    var body = UpdateUser.Body()
    body.firstname = firstname
    body.lastname = lastname
    body.organizationID = organization
    body.rules = rules
    body.roles = roles
    body.email = email
    let user = try await caller.call(UpdateUser.self, path: try await own(id), body: body)
    defaults.forgetUser()
    return user
  }

  /// Deletes a user.
  public func delete(_ id: UserID) async throws { _ = try await caller.call(DeleteUser.self, path: id) }

  /// The page of roles that a query asks for, as `UserClient.role` gives it.
  public func roles(_ query: ListRoles.Query) async throws -> Page<Wire.Role> {
    try await caller.page(ListRoles.self, query, \.page)
  }

  private func own(_ named: UserID?) async throws -> UserID {
    if let named { return named }
    return try await defaults.userID()
  }
}
