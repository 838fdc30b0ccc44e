public import PolderCore
import PolderTransport

/// Rules: what roles and users can be allowed.
public struct RuleClient: Sendable {
  let caller: OperationCaller

  /// One page of rules.
  public func list(
    name: String? = nil, operation: RuleOperation? = nil, scope: Scope? = nil, role: RoleID? = nil, page: Int = 1,
    perPage: Int = 20
  ) async throws -> Page<Wire.Rule> {
    var query = ListRules.Query()
    query.name = name
    query.operation = operation?.rawValue
    query.scope = scope?.rawValue
    query.roleID = role
    query.page = PageRequest(page, perPage)
    return try await list(query)
  }

  /// The page of rules that a query asks for.
  public func list(_ query: ListRules.Query) async throws -> Page<Wire.Rule> {
    try await caller.page(ListRules.self, query, \.page)
  }

  /// One rule.
  public func get(_ id: RuleID) async throws -> Wire.Rule { try await caller.call(GetRule.self, path: id) }
}
