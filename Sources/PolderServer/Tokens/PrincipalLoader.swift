package import PolderCore
package import PolderHTTP
package import PolderSQL
import PolderService

/// Loads who calls, in the transaction of the request: three statements, whatever the caller has, and one where what the
/// caller may is remembered.
package struct PrincipalLoader {
  private let sql: Transaction
  private let memory: AccessMemory?

  private init(_ sql: Transaction, _ memory: AccessMemory?) {
    self.sql = sql
    self.memory = memory
  }

  /// The caller of a token; refuses one who is gone, one whose token was revoked, and an algorithm whose run has ended.
  package static func load(
    _ claims: TokenClaims, _ sql: Transaction, remembering memory: AccessMemory? = nil
  ) throws -> Principal {
    let loader = PrincipalLoader(sql, memory)
    switch claims.subject {
    case .user(let id): return try loader.user(id, claims)
    case .node(let id): return try loader.node(id, claims)
    case .container(let container): return try loader.container(container, claims)
    }
  }

  private static let state: SQL = "(SELECT state FROM polder_access WHERE id = 1)"

  private func user(_ id: UserID, _ claims: TokenClaims) throws -> Principal {
    let found = try sql.first(
      """
      SELECT p.created_at, p.tokens_valid_from, p.spared_session, \(Self.state), u.username, u.organization_id \
      FROM "user" u LEFT JOIN polder_principal p ON p.authenticatable_id = u.id WHERE u.id = \(id)
      """)
    guard let found else { throw Self.gone(id) }
    try Self.check(claims, found)
    let state = try found.optionalInt64(3)
    let organization = try found.optionalID(5, of: OrganizationID.self)
    let rules = try rules(.rulesOfUser(id), in: state) {
      """
      id IN (SELECT rule_id FROM "UserPermission" WHERE user_id = \(id)) OR id IN (SELECT a.rule_id \
      FROM "Permission" p JOIN role_rule_association a ON a.role_id = p.role_id WHERE p.user_id = \(id))
      """
    }
    let members = try members(of: organization, in: state)
    return Principal(
      .user(id: id, username: try found.optionalText(4) ?? ""), organization: organization,
      collaborations: members.collaborations, collaborators: members.organizations, unconfirmed: members.unconfirmed,
      rules: rules, isForValidationOnly: claims.isForValidationOnly)
  }

  private func node(_ id: NodeID, _ claims: TokenClaims) throws -> Principal {
    let found = try sql.first(
      """
      SELECT p.created_at, p.tokens_valid_from, p.spared_session, \(Self.state), n.name, n.organization_id, \
      n.collaboration_id \
      FROM node n LEFT JOIN polder_principal p ON p.authenticatable_id = n.id WHERE n.id = \(id)
      """)
    guard let found else { throw Self.gone(id) }
    try Self.check(claims, found)
    let state = try found.optionalInt64(3)
    let collaboration = try found.optionalID(6, of: CollaborationID.self)
    let rules = try rules(ofRole: DefaultRole.node, in: state)
    // A node acts in its own collaboration only, whatever else its organization takes part in (deviation 30), and only
    // for as long as its organization takes part in it.
    let organization = try found.optionalID(5, of: OrganizationID.self)
    let members = try members(of: collaboration, in: state).ofMember(organization)
    return Principal(
      .node(id: id, name: try found.optionalText(4) ?? "", collaboration: collaboration), organization: organization,
      collaborations: members.collaborations, collaborators: members.organizations, rules: rules)
  }

  private func container(_ container: ContainerClaims, _ claims: TokenClaims) throws -> Principal {
    let found = try sql.first(
      """
      SELECT p.created_at, p.created_at, NULL, \(Self.state), \
      CASE WHEN EXISTS (\(Self.openRun(of: container))) THEN 1 ELSE 0 END \
      FROM node n LEFT JOIN polder_principal p ON p.authenticatable_id = n.id WHERE n.id = \(container.nodeID)
      """)
    guard let found else { throw Self.gone(container.nodeID) }
    try Self.check(claims, found)
    let state = try found.optionalInt64(3)
    guard try found.bool(4) else {
      throw RequestRefusal(401, "Container-token is not valid", code: .tokenRunEnded)
    }
    let rules = try rules(ofRole: DefaultRole.container, in: state)
    let members = try members(of: container.collaborationID, in: state).ofMember(container.organizationID)
    return Principal(
      .container(container), organization: container.organizationID, collaborations: members.collaborations,
      collaborators: members.organizations, rules: rules)
  }

  /// A query with a row for each run that keeps an algorithm's token alive (deviation 20).
  static func openRun(of container: ContainerClaims) -> SQL {
    """
    SELECT 1 FROM run WHERE run.task_id = \(container.taskID) AND \(RunRepository.isOpen) \
    AND (run.organization_id = \(container.organizationID) OR run.organization_id IS NULL)
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

  private func rules(ofRole role: DefaultRole, in state: Int64?) throws -> RuleSet {
    try rules(.rulesOfRole(role.name), in: state) {
      """
      id IN (SELECT a.rule_id FROM role r JOIN role_rule_association a ON a.role_id = r.id \
      WHERE r.name = \(role.name) AND r.organization_id IS NULL)
      """
    }
  }

  private func rules(_ key: AccessMemory.Key, in state: Int64?, _ condition: () -> SQL) throws -> RuleSet {
    if let state, case .rules(let rules)? = memory?.find(key, in: state) { return rules }
    var keys: Set<RuleKey> = []
    try sql.forEach("SELECT name, scope, operation FROM rule WHERE \(condition())") { row in
      // A rule that this program does not know allows nothing.
      guard let resource = try row.optionalText(0).flatMap(Resource.init(rawValue:)),
        let scope = try row.optionalText(1).flatMap(Scope.init(rawValue:)),
        let operation = try row.optionalText(2).flatMap(RuleOperation.init(rawValue:))
      else { return }
      keys.insert(RuleKey(resource, scope, operation))
    }
    let rules = RuleSet(keys)
    if let state { memory?.keep(.rules(rules), as: key, in: state) }
    return rules
  }

  private func members(of organization: OrganizationID?, in state: Int64?) throws -> Memberships {
    guard let organization else { return Memberships() }
    return try members(.membershipsOfOrganization(organization), in: state) {
      "SELECT collaboration_id FROM \"Member\" WHERE organization_id = \(organization)"
    }
  }

  private func members(of collaboration: CollaborationID?, in state: Int64?) throws -> Memberships {
    guard let collaboration else { return Memberships() }
    return try members(.membershipsOfCollaboration(collaboration), in: state) { "\(collaboration)" }
  }

  private func members(
    _ key: AccessMemory.Key, in state: Int64?, _ collaborations: () -> SQL
  ) throws -> Memberships {
    if let state, case .memberships(let members)? = memory?.find(key, in: state) { return members }
    var all: [Memberships.Entry] = []
    let query: SQL = """
      SELECT m.collaboration_id, m.organization_id, u.organization_id FROM "Member" m \
      JOIN organization o ON o.id = m.organization_id \
      LEFT JOIN polder_unconfirmed_member u ON u.collaboration_id = m.collaboration_id \
      AND u.organization_id = m.organization_id \
      WHERE m.collaboration_id IN (\(collaborations()))
      """
    try sql.forEach(query) { row in
      all.append(.init(organization: try row.id(1), collaboration: try row.id(0), isConfirmed: try row.isNull(2)))
    }
    let members = Memberships(all)
    if let state { memory?.keep(.memberships(members), as: key, in: state) }
    return members
  }
}
