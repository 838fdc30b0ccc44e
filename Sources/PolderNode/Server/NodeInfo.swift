import PolderCore

/// What a node tells its server about its configuration.
enum NodeInfo {
  static func payload(_ configuration: NodeConfiguration, columns: [String: [String]]) -> JSONValue {
    var info = JSONObject()
    info["encryption"] = .bool(configuration.isEncrypted)
    info["allowed_algorithms"] = configuration.policies.algorithms.map(texts) ?? "all"
    if !configuration.policies.users.isEmpty { info["allowed_users"] = texts(configuration.policies.users) }
    if !configuration.policies.organizations.isEmpty {
      info["allowed_orgs"] = texts(configuration.policies.organizations)
    }
    info["database_labels"] = texts(configuration.databases.map(\.label))
    var types = JSONObject()
    var names = JSONObject()
    for database in configuration.databases {
      types["db_type_\(database.label)"] = .string(database.type)
      if let columns = columns[database.label] { names["columns_\(database.label)"] = texts(columns) }
    }
    info["database_types"] = .object(types)
    if !names.isEmpty { info["database_columns"] = .object(names) }
    return .object(info)
  }

  private static func texts(_ texts: [String]) -> JSONValue { .array(texts.map { .string($0) }) }
}
