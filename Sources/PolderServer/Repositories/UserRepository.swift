import PolderCore
import PolderService
import PolderSQL

/// Users, and the roles and rules they have.
enum UserRepository {
  static func listing() -> Listing { Listing(UserRecord.columns, from: UserRecord.tables) }

  static func find(_ id: UserID, _ sql: Transaction) throws -> UserRecord? {
    var listing = listing()
    listing.equal("\"user\".id", id)
    return try sql.first(listing.query) { try UserRecord($0) }
  }

  static func exists(_ id: UserID, _ sql: Transaction) throws -> Bool {
    try sql.first("SELECT id FROM \"user\" WHERE id = \(id)") != nil
  }

  static func exists(username: String, _ sql: Transaction) throws -> Bool {
    try sql.first("SELECT id FROM \"user\" WHERE username = \(username)") != nil
  }

  /// Whether a name is some user's, or was one's that is gone: names are never given again (deviation 14).
  static func wasGiven(username: String, _ sql: Transaction) throws -> Bool {
    try sql.first(
      """
      SELECT username FROM "user" WHERE username = \(username) \
      UNION ALL SELECT username FROM polder_retired_username WHERE username = \(username)
      """) != nil
  }

  static func exists(email: String, _ sql: Transaction) throws -> Bool {
    try sql.first("SELECT id FROM \"user\" WHERE email = \(email)") != nil
  }

  /// Makes a user with roles and rules.
  static func insert(
    _ body: CreateUser.Body, passwordHash: String, organization: OrganizationID, roles: [RoleID], rules: [RuleID],
    now: Timestamp, _ sql: Transaction
  ) throws -> UserRecord {
    let id = UserID(try PrincipalRows.create(.user, now: now, sql))
    try sql.execute(
      """
      INSERT INTO "user" (id, username, password, firstname, lastname, email, organization_id, \
      failed_login_attempts) VALUES \(values: [
        id, body.username, passwordHash, body.firstname, body.lastname, body.email, organization, 0,
      ])
      """)
    if !roles.isEmpty {
      let rows = roles.map { [$0.sqlValue, id.sqlValue] }
      try sql.execute("INSERT INTO \"Permission\" (role_id, user_id) VALUES \(rows: rows)")
    }
    if !rules.isEmpty {
      let rows = rules.map { [$0.sqlValue, id.sqlValue] }
      try sql.execute("INSERT INTO \"UserPermission\" (rule_id, user_id) VALUES \(rows: rows)")
    }
    return UserRecord(
      id: id, username: body.username, firstname: body.firstname, lastname: body.lastname, email: body.email,
      organization: organization, failedLoginMailAt: nil, recoveryMailAt: nil, ip: nil, lastSeen: nil, status: nil)
  }

  /// What a user may do, and with whom its organization works together.
  static func permissions(of user: UserRecord, _ sql: Transaction) throws -> Wire.Permissions {
    let roles: [RoleID] = try sql.rows(
      "SELECT DISTINCT role_id FROM \"Permission\" WHERE user_id = \(user.id) AND role_id IS NOT NULL ORDER BY role_id"
    ) { try $0.id(0) }
    let rules: [RuleID] = try sql.rows(
      "SELECT rule.id FROM rule WHERE rule.id IN (\(RuleRepository.ids(ofUser: user.id))) ORDER BY rule.id"
    ) { try $0.id(0) }
    let organizations: [OrganizationID] = try sql.rows(
      """
      SELECT DISTINCT others.organization_id FROM "Member" AS own \
      JOIN "Member" AS others ON others.collaboration_id = own.collaboration_id \
      WHERE own.organization_id = \(user.organization) AND others.organization_id IS NOT NULL \
      ORDER BY others.organization_id
      """
    ) { try $0.id(0) }
    return Wire.Permissions(roles: roles, rules: rules, organizationsInCollaborations: organizations)
  }
}
