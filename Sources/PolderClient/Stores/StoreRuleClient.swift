public import PolderCore
import PolderTransport

/// Rules at the store that was chosen.
public struct StoreRuleClient: Sendable {
  let store: ChosenStore

  /// One page of rules.
  /// - Parameters:
  ///   - name: the resource
  ///   - operation: the operation by name, in small letters
  ///   - role: only those of this role
  ///   - username: only those of the user of this name
  ///   - serverURL: the server that this user comes from; nil means the session's
  ///   - page: the number of the page
  ///   - perPage: how many rules it has
  /// - Returns: the page
  /// - Throws: `RequestRefusal` when the store refuses, `PolderError` when none was chosen
  public func list(
    name: String? = nil, operation: String? = nil, role: StoreRoleID? = nil, username: String? = nil,
    serverURL: String? = nil, page: Int = 1, perPage: Int = 10
  ) async throws -> Page<Wire.StoreRule> {
    var query = ListStoreRules.Query()
    query.name = name
    query.operation = operation
    query.roleID = role
    query.username = username
    // A store refuses one without the other.
    query.serverURL = username == nil ? nil : serverURL ?? store.serverURL
    query.page = PageRequest(page, perPage)
    return try await list(query)
  }

  /// The page of rules that a query asks for.
  public func list(_ query: ListStoreRules.Query) async throws -> Page<Wire.StoreRule> {
    try await store.caller.page(ListStoreRules.self, query, \.page)
  }
}
