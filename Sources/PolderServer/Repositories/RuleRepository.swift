import PolderCore
import PolderService
import PolderSQL

/// Rules, and who has them.
enum RuleRepository {
  static func listing() -> Listing { Listing(RuleRecord.columns, from: "rule") }

  /// Those of the ids that are there.
  static func find(_ ids: [RuleID], _ sql: Transaction) throws -> [RuleRecord] {
    var rules: [RuleRecord] = []
    try Batches.each(ids) { ids in
      var listing = listing()
      listing.require(.in("rule.id", ids))
      rules += try listing.all(order: "ORDER BY rule.id", sql) { try RuleRecord($0) }
    }
    return rules
  }

  /// The rules of roles.
  static func find(ofRoles ids: [RoleID], _ sql: Transaction) throws -> [RoleID: [RuleRecord]] {
    var rules: [RoleID: [RuleRecord]] = [:]
    try Batches.each(ids) { ids in
      try sql.forEach(
        """
        SELECT \(RuleRecord.columns), association.role_id FROM rule \
        JOIN role_rule_association AS association ON association.rule_id = rule.id \
        WHERE association.role_id IN \(list: ids) ORDER BY rule.id
        """
      ) { row in rules[try row.id(5), default: []].append(try RuleRecord(row)) }
    }
    return rules
  }

  /// A query for the ids of a user's rules, own ones and those of its roles.
  static func ids(ofUser user: UserID) -> SQL {
    """
    SELECT rule_id FROM "UserPermission" WHERE user_id = \(user) UNION SELECT association.rule_id \
    FROM role_rule_association AS association JOIN "Permission" AS permission \
    ON permission.role_id = association.role_id WHERE permission.user_id = \(user)
    """
  }

  /// A condition: the user has the rule, as its own or through a role.
  static func isHeld(_ rule: RuleID, by user: SQL) -> SQL {
    """
    \(user) IN (SELECT user_id FROM "UserPermission" WHERE rule_id = \(rule) UNION SELECT permission.user_id \
    FROM role_rule_association AS association JOIN "Permission" AS permission \
    ON permission.role_id = association.role_id WHERE association.rule_id = \(rule))
    """
  }

  static func exists(_ id: RuleID, _ sql: Transaction) throws -> Bool {
    try sql.first("SELECT id FROM rule WHERE id = \(id)") != nil
  }
}
