import PolderSQL

extension ServerSchema {
  /// What remembers the numbers of deleted rows, whoever deletes them, so that none is given twice; and what takes
  /// our rows about a principal away with it.
  static func triggers(_ dialect: Dialect) -> [Trigger] {
    NumberSeries.tables.flatMap { table, series in
      let own: [SQL] = table == "authenticatable" ? ownPrincipalTables.map(removal) : []
      return dialect.afterDelete(
        from: table, trigger: "polder_\(table)_deleted", series.map { remember($0, dialect) } + own)
    } + membershipTriggers(dialect) + accessTriggers(dialect)
      + dialect.afterDelete(from: "user", trigger: "polder_user_deleted", ofDeletedUser)
  }

  private static let ownPrincipalTables = [
    ("polder_principal", "authenticatable_id"), ("polder_session", "authenticatable_id"),
    ("polder_node_key", "node_id"), ("polder_presence", "authenticatable_id"),
  ]

  /// A name is never given again (deviation 14), and what proved the user goes.
  private static let ofDeletedUser: [SQL] = [
    """
    INSERT INTO polder_retired_username (username) SELECT OLD.username WHERE OLD.username IS NOT NULL \
    ON CONFLICT (username) DO NOTHING
    """,
    removal("polder_recovery", "user_id"), removal("polder_second_factor", "user_id"),
  ]

  private static func removal(_ table: String, _ column: String) -> SQL {
    "DELETE FROM \(identifier: table) WHERE \(identifier: column) = OLD.id"
  }

  private static func remember(_ series: NumberSeries, _ dialect: Dialect) -> SQL {
    let old: SQL = "COALESCE(OLD.\(identifier: series.column), 0)"
    return """
      INSERT INTO polder_high_water (name, number) VALUES ('\(SQL(unchecked: series.rawValue))', \(old)) \
      ON CONFLICT (name) DO UPDATE SET number = \(dialect.greater("polder_high_water.number", "excluded.number"))
      """
  }
}
