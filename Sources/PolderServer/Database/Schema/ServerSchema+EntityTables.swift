import PolderSQL

extension ServerSchema {
  /// Our tables beside collaborations and runs.
  static func entityTables(_ dialect: Dialect) -> [SQL] {
    [
      """
      CREATE TABLE polder_unconfirmed_member (collaboration_id INTEGER NOT NULL, organization_id INTEGER NOT NULL, \
      created_at \(dialect.name(of: .timestamp)) NOT NULL, PRIMARY KEY (collaboration_id, organization_id))
      """,
      "CREATE TABLE polder_freed_blob (blob TEXT PRIMARY KEY, freed_at \(dialect.name(of: .timestamp)) NOT NULL)",
    ]
  }

  /// What ends the wait for a confirmation together with the membership, whoever ends that: a membership that another
  /// program makes afterwards counts as confirmed.
  static func membershipTriggers(_ dialect: Dialect) -> [Trigger] {
    dialect.afterDelete(
      from: "Member", trigger: "polder_member_deleted",
      [
        """
        DELETE FROM polder_unconfirmed_member WHERE collaboration_id = OLD.collaboration_id \
        AND organization_id = OLD.organization_id
        """
      ])
  }
}
