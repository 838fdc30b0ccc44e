package import PolderCore
package import PolderHTTP
package import PolderSQL
import PolderService

/// Loads who calls, in the transaction of the request: three statements, whatever the caller has.
package enum PrincipalLoader {
  /// The caller of a token; refuses one who is gone, one whose token was revoked, and an algorithm whose run has ended.
  package static func load(_ claims: TokenClaims, _ sql: Transaction) throws -> Principal {
    switch claims.subject {
    case .user(let id): return try user(id, claims, sql)
    case .node(let id): return try node(id, claims, sql)
    case .container(let container): return try self.container(container, claims, sql)
    }
  }

  private static func user(_ id: UserID, _ claims: TokenClaims, _ sql: Transaction) throws -> Principal {
    let found = try sql.first(
      """
      SELECT p.created_at, p.tokens_valid_from, p.spared_session, u.username, u.organization_id \
      FROM "user" u LEFT JOIN polder_principal p ON p.authenticatable_id = u.id WHERE u.id = \(id)
      """)
    guard let found else { throw gone(id) }
    try check(claims, found)
    let organization = try found.optionalID(4, of: OrganizationID.self)
    let rules = try self.rules(
      """
      id IN (SELECT rule_id FROM "UserPermission" WHERE user_id = \(id)) OR id IN (SELECT a.rule_id \
      FROM "Permission" p JOIN role_rule_association a ON a.role_id = p.role_id WHERE p.user_id = \(id))
      """, sql)
    let members = try members(
      "SELECT collaboration_id FROM \"Member\" WHERE organization_id = \(organization)", sql)
    return Principal(
      .user(id: id, username: try found.optionalText(3) ?? ""), organization: organization,
      collaborations: members.collaborations, collaborators: members.organizations, unconfirmed: members.unconfirmed,
      rules: rules, isForValidationOnly: claims.isForValidationOnly)
  }

  private static func node(_ id: NodeID, _ claims: TokenClaims, _ sql: Transaction) throws -> Principal {
    let found = try sql.first(
      """
      SELECT p.created_at, p.tokens_valid_from, p.spared_session, n.name, n.organization_id, n.collaboration_id \
      FROM node n LEFT JOIN polder_principal p ON p.authenticatable_id = n.id WHERE n.id = \(id)
      """)
    guard let found else { throw gone(id) }
    try check(claims, found)
    let collaboration = try found.optionalID(5, of: CollaborationID.self)
    let rules = try rules(ofRole: DefaultRole.node, sql)
    // A node acts in its own collaboration only, whatever else its organization takes part in (deviation 30), and only
    // for as long as its organization takes part in it.
    let organization = try found.optionalID(4, of: OrganizationID.self)
    let members = try members("\(collaboration)", sql).ofMember(organization)
    return Principal(
      .node(id: id, name: try found.optionalText(3) ?? "", collaboration: collaboration), organization: organization,
      collaborations: members.collaborations, collaborators: members.organizations, rules: rules)
  }

  private static func container(
    _ container: ContainerClaims, _ claims: TokenClaims, _ sql: Transaction
  ) throws -> Principal {
    let found = try sql.first(
      """
      SELECT p.created_at, p.created_at, NULL, CASE WHEN EXISTS (\(openRun(of: container))) THEN 1 ELSE 0 END \
      FROM node n LEFT JOIN polder_principal p ON p.authenticatable_id = n.id WHERE n.id = \(container.nodeID)
      """)
    guard let found else { throw gone(container.nodeID) }
    try check(claims, found)
    guard try found.bool(3) else {
      throw RequestRefusal(401, "Container-token is not valid", code: .tokenRunEnded)
    }
    let rules = try rules(ofRole: DefaultRole.container, sql)
    let members = try members("\(container.collaborationID)", sql).ofMember(container.organizationID)
    return Principal(
      .container(container), organization: container.organizationID, collaborations: members.collaborations,
      collaborators: members.organizations, rules: rules)
  }

  /// A query with a row for each run that keeps an algorithm's token alive (deviation 20).
  static func openRun(of container: ContainerClaims) -> SQL {
    """
    SELECT 1 FROM run WHERE task_id = \(container.taskID) AND finished_at IS NULL \
    AND (organization_id = \(container.organizationID) OR organization_id IS NULL)
    """
  }

  private static func gone(_ id: UserID) -> RequestRefusal {
    RequestRefusal(401, "Error loading the user \(id)", code: .tokenHolderGone)
  }

  /// A token older than its holder belongs to one who had the number before; one older than a change of credentials is
  /// void, unless it is of the session that made the change. Rows of the incumbent have no such times.
  private static func check(_ claims: TokenClaims, _ row: Row) throws {
    guard let created = try row.optionalInt64(0) else { return }
    let revoked = RequestRefusal(401, "Token has been revoked", code: .tokenRevoked)
    if claims.isOlder(than: Timestamp(microseconds: created * 1_000)) { throw revoked }
    guard let from = try row.optionalInt64(1), claims.isOlder(than: Timestamp(microseconds: from * 1_000)) else {
      return
    }
    guard let session = claims.session, try row.optionalText(2) == session else { throw revoked }
  }

  private static func rules(ofRole role: DefaultRole, _ sql: Transaction) throws -> RuleSet {
    try rules(
      """
      id IN (SELECT a.rule_id FROM role r JOIN role_rule_association a ON a.role_id = r.id \
      WHERE r.name = \(role.name) AND r.organization_id IS NULL)
      """, sql)
  }

  private static func rules(_ condition: SQL, _ sql: Transaction) throws -> RuleSet {
    var keys: Set<RuleKey> = []
    try sql.forEach("SELECT name, scope, operation FROM rule WHERE \(condition)") { row in
      // A rule that this program does not know allows nothing.
      guard let resource = try row.optionalText(0).flatMap(Resource.init(rawValue:)),
        let scope = try row.optionalText(1).flatMap(Scope.init(rawValue:)),
        let operation = try row.optionalText(2).flatMap(RuleOperation.init(rawValue:))
      else { return }
      keys.insert(RuleKey(resource, scope, operation))
    }
    return RuleSet(keys)
  }

  private static func members(_ collaborations: SQL, _ sql: Transaction) throws -> Memberships {
    var members = Memberships()
    let query: SQL = """
      SELECT m.collaboration_id, m.organization_id, u.organization_id FROM "Member" m \
      LEFT JOIN polder_unconfirmed_member u ON u.collaboration_id = m.collaboration_id \
      AND u.organization_id = m.organization_id \
      WHERE m.collaboration_id IN (\(collaborations)) AND m.organization_id IS NOT NULL
      """
    try sql.forEach(query) { row in
      members.add(try row.id(1), to: try row.id(0), isConfirmed: try row.isNull(2))
    }
    return members
  }
}
