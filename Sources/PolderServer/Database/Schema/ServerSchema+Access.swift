import PolderSQL

extension ServerSchema {
  /// The one row that has another number after every change of organizations, memberships and rules, by which servers know whether
  /// what they remember of them is still so.
  static func accessTables(_ dialect: Dialect) -> [SQL] {
    [
      "CREATE TABLE polder_access (id INTEGER PRIMARY KEY, state \(dialect.name(of: .long)) NOT NULL)",
      "INSERT INTO polder_access (id, state) VALUES (1, \(dialect.randomNumber))",
    ]
  }

  /// What changes the number, whoever changes any of them. It is drawn and not counted: a count would come again
  /// after a transaction that was undone, for something else.
  static func accessTriggers(_ dialect: Dialect) -> [Trigger] {
    [
      "organization", "Member", "polder_unconfirmed_member", "UserPermission", "Permission", "role_rule_association",
      "role", "rule",
    ].flatMap { table in
      dialect.afterChange(
        of: table, trigger: "polder_access_\(table)",
        "UPDATE polder_access SET state = \(dialect.randomNumber) WHERE id = 1")
    }
  }
}
