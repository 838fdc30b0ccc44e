public import PolderCore
import PolderTransport

/// Roles at the store that was chosen.
public struct StoreRoleClient: Sendable {
  let store: ChosenStore

  /// One page of roles.
  public func list(
    name: String? = nil, description: String? = nil, user: StoreUserID? = nil, page: Int = 1, perPage: Int = 10
  ) async throws -> Page<Wire.StoreRole> {
    var query = ListStoreRoles.Query()
    query.name = name.map { [$0] } ?? []
    query.description = description.map { [$0] } ?? []
    query.userID = user
    query.page = PageRequest(page, perPage)
    return try await list(query)
  }

  /// The page of roles that a query asks for.
  public func list(_ query: ListStoreRoles.Query) async throws -> Page<Wire.StoreRole> {
    try await store.caller.page(ListStoreRoles.self, query, \.page)
  }

  /// Makes a role.
  public func create(name: String, description: String, rules: [StoreRuleID]) async throws -> Wire.StoreRole {
    var body = CreateStoreRole.Body()
    body.name = name
    body.description = description
    body.rules = rules
    return try await store.caller.call(CreateStoreRole.self, body: body)
  }

  /// Changes a role; what is nil stays, the rules replace those there were.
  public func edit(
    _ roleID: StoreRoleID, name: String? = nil, description: String? = nil, rules: [StoreRuleID]? = nil
  ) async throws -> Wire.StoreRole {
    var body = UpdateStoreRole.Body()
    body.name = name
    body.description = description
    body.rules = rules
    return try await store.caller.call(UpdateStoreRole.self, path: roleID, body: body)
  }

  /// Deletes a role.
  public func delete(_ roleID: StoreRoleID) async throws {
    _ = try await store.caller.call(DeleteStoreRole.self, path: roleID)
  }
}
