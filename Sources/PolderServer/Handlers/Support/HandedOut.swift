import PolderCore
import PolderSQL

/// The rules that a request hands out or takes away, for the authorizer.
enum HandedOut {
  /// What some rules say. A rule that this program does not know can be handed out by nobody.
  static func keys(_ rules: [RuleRecord]) throws(RequestRefusal) -> [RuleKey] {
    guard rules.allSatisfy({ $0.key != nil }) else {
      throw RequestRefusal(
        401, "One of the rules is of another version and can not be handed out.", code: "permission-lacking")
    }
    return rules.compactMap(\.key)
  }

  /// What the rules of some roles say.
  static func keys(ofRoles roles: [RoleRecord], _ sql: Transaction) throws -> [RuleKey] {
    let rules = try RuleRepository.find(ofRoles: roles.map(\.id), sql)
    return try keys(roles.flatMap { rules[$0.id] ?? [] })
  }

  /// Everything that a user may do, by its roles and beside them.
  static func keys(ofUser user: UserID, _ sql: Transaction) throws -> [RuleKey] {
    try keys(ofRoles: UserRepository.roles(of: user, sql), sql) + keys(UserRepository.rules(of: user, sql))
  }

  /// The rules of ids, each once and in their order; the refusal when one is not there.
  static func rules(
    _ ids: [RuleID], _ sql: Transaction, missing: (RuleID) -> RequestRefusal
  ) throws -> [RuleRecord] {
    let found = try RuleRepository.find(Set(ids).sorted(), sql)
    if let absent = ids.first(where: { id in !found.contains { $0.id == id } }) { throw missing(absent) }
    return found
  }
}
