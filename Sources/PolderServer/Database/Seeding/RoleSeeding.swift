package import PolderCore
package import PolderSQL

/// The default roles in a database: each is there, with at least, or exactly, the rules it is to have.
package struct RoleSeeding {
  private let rules: [RuleKey: Int64]
  private let transaction: Transaction

  private init(_ rules: [RuleKey: Int64], _ transaction: Transaction) {
    self.rules = rules
    self.transaction = transaction
  }

  /// Brings the default roles in line with this program's, given the number of each rule.
  ///
  /// A role by the name of a default role that is marked as none is an operator's own and stays as it is.
  package static func synchronize(rules: [RuleKey: Int64], _ transaction: Transaction) throws {
    let seeding = RoleSeeding(rules, transaction)
    let roles = try seeding.roles()
    try seeding.gain(roles)
    try seeding.overwrite(roles)
  }

  /// The default roles with the rows that stand for them; those that were missing are made.
  private func roles() throws -> [RoleRow] {
    let existing = try RoleRow.named(DefaultRole.all.map(\.name), transaction)
    let missing = DefaultRole.all.filter { role in !existing.contains { $0.name == role.name } }
    let created = try RoleRow.create(missing, transaction)
    return DefaultRole.all.compactMap { role in
      let candidates = (existing + created).filter { $0.name == role.name }
      if let marked = candidates.first(where: \.isDefault) { return marked }
      // Databases of older versions do not mark roles; these three are known by their name alone.
      return Self.gainsOnly(role) ? candidates.first(where: \.isGlobal) : nil
    }
  }

  /// Root, container and node never lose a rule that an operator gave them.
  private static func gainsOnly(_ role: DefaultRole) -> Bool { role.onlyGains || role.name == DefaultRole.root.name }

  private func gain(_ rows: [RoleRow]) throws {
    // The incumbent registers rule by rule and gives each to these three roles in this order; so do we, to the row.
    let order = [DefaultRole.container, .node, .root]
    var pairs: [(role: Int64, rule: Int64)] = []
    for key in RuleKey.catalogue.map(\.key) {
      guard let rule = rules[key] else { continue }
      for role in order where role.rules.contains(key) {
        guard let row = rows.first(where: { $0.name == role.name }), !row.rules.contains(rule) else { continue }
        pairs.append((row.id, rule))
      }
    }
    try tie(pairs)
  }

  private func overwrite(_ rows: [RoleRow]) throws {
    for role in DefaultRole.all where !Self.gainsOnly(role) {
      guard let row = rows.first(where: { $0.name == role.name }) else { continue }
      let wanted = role.rules.compactMap { rules[$0] }
      if row.description != role.description {
        try transaction.execute("UPDATE role SET description = \(role.description) WHERE id = \(row.id)")
      }
      guard row.rules != Set(wanted) else { continue }
      try transaction.execute("DELETE FROM role_rule_association WHERE role_id = \(row.id)")
      try tie(wanted.map { (row.id, $0) })
    }
  }

  private func tie(_ pairs: [(role: Int64, rule: Int64)]) throws {
    guard !pairs.isEmpty else { return }
    let rows = pairs.map { [SQLValue.integer($0.role), .integer($0.rule)] }
    try transaction.execute("INSERT INTO role_rule_association (role_id, rule_id) VALUES \(rows: rows)")
  }
}
