public import PolderCore
import PolderTransport

/// Users of the store that was chosen. They have the names that they have at their server, and ids of the store.
public struct StoreUserClient: Sendable {
  let store: ChosenStore

  /// One page of users.
  public func list(
    username: String? = nil, role: StoreRoleID? = nil, page: Int = 1, perPage: Int = 10
  ) async throws -> Page<Wire.StoreUser> {
    var query = ListStoreUsers.Query()
    query.username = username
    query.roleID = role
    query.page = PageRequest(page, perPage)
    return try await list(query)
  }

  /// The page of users that a query asks for.
  public func list(_ query: ListStoreUsers.Query) async throws -> Page<Wire.StoreUser> {
    try await store.caller.page(ListStoreUsers.self, query, \.page)
  }

  /// One user.
  public func get(_ id: StoreUserID) async throws -> Wire.StoreUser {
    try await store.caller.call(GetStoreUser.self, path: id)
  }

  /// Makes a user of the session's server a user of the store; the store asks the server for the e-mail address.
  public func register(username: String, roles: [StoreRoleID]) async throws -> Wire.StoreUser {
    var body = RegisterStoreUser.Body()
    body.username = username
    body.roles = roles
    return try await store.caller.call(RegisterStoreUser.self, body: body)
  }

  /// Gives a user other roles in place of those there were; nobody changes the own ones.
  public func update(_ id: StoreUserID, roles: [StoreRoleID]) async throws -> Wire.StoreUser {
    var body = UpdateStoreUser.Body()
    body.roles = roles
    return try await update(id, body)
  }

  /// Changes a user; what is nil stays.
  public func update(_ id: StoreUserID, _ body: UpdateStoreUser.Body) async throws -> Wire.StoreUser {
    try await store.caller.call(UpdateStoreUser.self, path: id, body: body)
  }

  /// Deletes a user.
  public func delete(_ id: StoreUserID) async throws { _ = try await store.caller.call(DeleteStoreUser.self, path: id) }
}
