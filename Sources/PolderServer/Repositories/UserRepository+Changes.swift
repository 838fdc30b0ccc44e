import PolderCore
import PolderService
import PolderSQL

extension UserRepository {
  /// The roles that a user has.
  static func roles(of user: UserID, _ sql: Transaction) throws -> [RoleRecord] {
    let ids: [RoleID] = try sql.rows(
      "SELECT DISTINCT role_id FROM \"Permission\" WHERE user_id = \(user) AND role_id IS NOT NULL"
    ) { try $0.id(0) }
    return try RoleRepository.find(ids, sql)
  }

  /// The rules that a user has beside those of its roles.
  static func rules(of user: UserID, _ sql: Transaction) throws -> [RuleRecord] {
    let ids: [RuleID] = try sql.rows(
      "SELECT DISTINCT rule_id FROM \"UserPermission\" WHERE user_id = \(user) AND rule_id IS NOT NULL"
    ) { try $0.id(0) }
    return try RuleRepository.find(ids, sql)
  }

  /// Writes what a user is called and where it belongs.
  static func update(_ user: UserRecord, _ sql: Transaction) throws {
    try sql.execute(
      """
      UPDATE "user" SET firstname = \(user.firstname), lastname = \(user.lastname), email = \(user.email), \
      organization_id = \(user.organization) WHERE id = \(user.id)
      """)
  }

  /// Gives a user these roles and no others.
  static func set(roles: [RoleID], of user: UserID, _ sql: Transaction) throws {
    try sql.execute("DELETE FROM \"Permission\" WHERE user_id = \(user)")
    guard !roles.isEmpty else { return }
    let rows = roles.map { [$0.sqlValue, user.sqlValue] }
    try sql.execute("INSERT INTO \"Permission\" (role_id, user_id) VALUES \(rows: rows)")
  }

  /// Gives a user these rules and no others beside those of its roles.
  static func set(rules: [RuleID], of user: UserID, _ sql: Transaction) throws {
    try sql.execute("DELETE FROM \"UserPermission\" WHERE user_id = \(user)")
    guard !rules.isEmpty else { return }
    let rows = rules.map { [$0.sqlValue, user.sqlValue] }
    try sql.execute("INSERT INTO \"UserPermission\" (rule_id, user_id) VALUES \(rows: rows)")
  }

  /// How many tasks a user made.
  static func taskCount(of user: UserID, _ sql: Transaction) throws -> Int64 {
    try sql.first("SELECT COUNT(*) FROM task WHERE init_user_id = \(user)")?.int64(0) ?? 0
  }
}
