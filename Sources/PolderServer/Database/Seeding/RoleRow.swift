import PolderCore
import PolderSQL

/// A role as it stands in a database, with the rules it has.
struct RoleRow {
  let id: Int64
  let name: String
  let description: String?
  /// Whether the database marks it as one that every server has.
  let isDefault: Bool
  /// Whether it belongs to no organization.
  let isGlobal: Bool
  var rules: Set<Int64> = []

  /// The roles of these names.
  static func named(_ names: [String], _ transaction: Transaction) throws -> [RoleRow] {
    var roles = try transaction.rows(
      """
      SELECT id, name, description, is_default_role, organization_id FROM role WHERE name IN \(list: names) ORDER BY id
      """
    ) { row in
      RoleRow(
        id: try row.int64(0), name: try row.text(1), description: try row.optionalText(2),
        isDefault: try row.optionalBool(3) ?? false, isGlobal: try row.isNull(4))
    }
    var rules: [Int64: Set<Int64>] = [:]
    let ties: SQL = "SELECT role_id, rule_id FROM role_rule_association WHERE role_id IN \(list: roles.map(\.id))"
    try transaction.forEach(ties) { row in
      guard let rule = try row.optionalInt64(1) else { return }
      rules[try row.int64(0), default: []].insert(rule)
    }
    for index in roles.indices { roles[index].rules = rules[roles[index].id] ?? [] }
    return roles
  }

  /// Makes roles that every server has, without rules yet.
  static func create(_ roles: [DefaultRole], _ transaction: Transaction) throws -> [RoleRow] {
    guard !roles.isEmpty else { return [] }
    let ids = try IDAllocator.reserve(roles.count, of: .role, transaction)
    let rows = zip(ids, roles).map { id, role -> [SQLValue] in
      [.integer(id), .text(role.name), .text(role.description), .null, .integer(1)]
    }
    try transaction.execute(
      "INSERT INTO role (id, name, description, organization_id, is_default_role) VALUES \(rows: rows)")
    return zip(ids, roles).map { id, role in
      RoleRow(id: id, name: role.name, description: role.description, isDefault: true, isGlobal: true)
    }
  }
}
