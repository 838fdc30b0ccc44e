public import PolderCore
import PolderTransport

/// Users and their roles, as the session's user may see and make them.
public struct AccountClient: Sendable {
  let caller: OperationCaller

  /// One page of users.
  public func list(_ query: ListUsers.Query = .init()) async throws -> Wire.Page<Wire.User> {
    try await caller.call(ListUsers.self, query: query)
  }

  /// One user.
  public func get(_ id: UserID) async throws -> Wire.User { try await caller.call(GetUser.self, path: id).user }

  /// Makes a user.
  public func create(_ body: CreateUser.Body) async throws -> Wire.User {
    try await caller.call(CreateUser.self, body: body)
  }

  /// One page of roles.
  public func roles(_ query: ListRoles.Query = .init()) async throws -> Wire.Page<Wire.Role> {
    try await caller.call(ListRoles.self, query: query)
  }

  /// One page of rules.
  public func rules(_ query: ListRules.Query = .init()) async throws -> Wire.Page<Wire.Rule> {
    try await caller.call(ListRules.self, query: query)
  }
}
