import PolderCore
import PolderService
import PolderSQL

extension RoleRepository {
  /// Makes a role with rules.
  static func insert(
    name: String, description: String?, organization: OrganizationID, rules: [RuleID], _ sql: Transaction
  ) throws -> RoleRecord {
    let id = RoleID(try IDAllocator.next(.role, sql))
    try sql.execute(
      """
      INSERT INTO role (id, name, description, organization_id, is_default_role) \
      VALUES \(values: [id, name, description, organization, false])
      """)
    try add(rules, to: id, sql)
    return RoleRecord(id: id, name: name, description: description, organization: organization, isDefault: false)
  }

  /// Writes what a role is called and is for.
  static func update(_ role: RoleRecord, _ sql: Transaction) throws {
    try sql.execute("UPDATE role SET name = \(role.name), description = \(role.description) WHERE id = \(role.id)")
  }

  /// Gives a role these rules and no others.
  static func set(rules: [RuleID], of role: RoleID, _ sql: Transaction) throws {
    try sql.execute("DELETE FROM role_rule_association WHERE role_id = \(role)")
    try add(rules, to: role, sql)
  }

  static func add(_ rules: [RuleID], to role: RoleID, _ sql: Transaction) throws {
    guard !rules.isEmpty else { return }
    let rows = rules.map { [role.sqlValue, $0.sqlValue] }
    try sql.execute("INSERT INTO role_rule_association (role_id, rule_id) VALUES \(rows: rows)")
  }

  /// Takes a rule from a role, however often it is there.
  static func remove(_ rule: RuleID, from role: RoleID, _ sql: Transaction) throws {
    try sql.execute("DELETE FROM role_rule_association WHERE role_id = \(role) AND rule_id = \(rule)")
  }

  /// The rules of a role, each once.
  static func rules(of role: RoleID, _ sql: Transaction) throws -> [RuleRecord] {
    var seen: Set<RuleID> = []
    return (try RuleRepository.find(ofRoles: [role], sql)[role] ?? []).filter { seen.insert($0.id).inserted }
  }

  /// Whether some user has the role.
  static func isHeld(_ role: RoleID, _ sql: Transaction) throws -> Bool {
    try sql.first("SELECT role_id FROM \"Permission\" WHERE role_id = \(role) AND user_id IS NOT NULL LIMIT 1") != nil
  }

  /// Whether a user has the role.
  static func isHeld(_ role: RoleID, by user: UserID?, _ sql: Transaction) throws -> Bool {
    try sql.first("SELECT role_id FROM \"Permission\" WHERE role_id = \(role) AND user_id = \(user) LIMIT 1") != nil
  }

  /// Whether some role of that name belongs to every server, as the incumbent judges by the name.
  static func isDefault(_ role: RoleRecord) -> Bool {
    role.isDefault || DefaultRole.all.contains { $0.name == role.name }
  }

  /// The role of an id; the contract's refusal when there is none.
  static func require(_ id: RoleID, _ sql: Transaction) throws -> RoleRecord {
    guard let role = try find(id, sql) else { throw RequestRefusal(404, "Role with id=\(id) not found.") }
    return role
  }

  /// The role of an id, when it may be edited or deleted at all.
  static func requireOwn(_ id: RoleID, _ sql: Transaction) throws -> RoleRecord {
    let role = try require(id, sql)
    guard !isDefault(role) else {
      throw RequestRefusal(400, "Role \(role.name ?? "") is a default role and cannot be edited or deleted.")
    }
    return role
  }
}
