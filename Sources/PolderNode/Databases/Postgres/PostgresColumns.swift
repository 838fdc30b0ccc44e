import PolderPostgres
import PolderSQL

/// The names of the columns of a PostgreSQL database, of those tables that its account may read.
public struct PostgresColumns: Sendable, Hashable {
  /// Each behind the name of its table and a dot, and that of the schema where an algorithm would have to say it; with one
  /// table the names of the columns alone.
  public let names: [String]
  /// Whether there are more.
  public let isCut: Bool

  /// How many are told.
  static let most = 2_000

  /// Columns.
  public init(names: [String], isCut: Bool) {
    self.names = names
    self.isCut = isCut
  }

  /// Logs in and reads them; nothing is written, and it takes eight seconds at the most.
  /// - Throws: `SQLError` that says why it did not work, `CancellationError`
  public static func read(_ login: PostgresLogin) async throws -> PostgresColumns {
    try await read(login, within: .seconds(8))
  }

  static func read(_ login: PostgresLogin, within limit: Duration) async throws -> PostgresColumns {
    guard let address = PostgresAddress(uri: login.uri) else {
      throw SQLError(.unreachable, "This is no address of a PostgreSQL database.")
    }
    return try await withThrowingTaskGroup(of: PostgresColumns.self) { group in
      group.addTask { try await all(address) }
      group.addTask {
        try await Task.sleep(for: limit)
        throw SQLError(.unreachable, "There was no answer in time: timeout expired")
      }
      defer { group.cancelAll() }
      return try await group.next() ?? PostgresColumns(names: [], isCut: false)
    }
  }

  private static func all(_ address: PostgresAddress) async throws -> PostgresColumns {
    var options = PostgresDatabase.Options()
    (options.readers, options.attempts, options.patience) = (1, 1, 0)
    (options.statementTimeout, options.lockTimeout) = (5, 2)
    options.applicationName = "polder-node"
    // It is not closed when it fails: that would wait for a server that does not answer. Its end lets go of it.
    let database = try PostgresDatabase(unchecked: address, options: options)
    let found = try await database.read(columns)
    try database.close()
    return found
  }

  /// From the catalogue itself: the schema of information tells of columns that may be written and not read.
  private static func columns(_ transaction: Transaction) throws -> PostgresColumns {
    let rows = try transaction.rows(
      """
      SELECT n.nspname, c.relname, a.attname, pg_table_is_visible(c.oid) \
      FROM pg_catalog.pg_class c \
      JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace \
      JOIN pg_catalog.pg_attribute a ON a.attrelid = c.oid \
      WHERE c.relkind IN ('r', 'v', 'm', 'f', 'p') AND NOT c.relispartition AND a.attnum > 0 AND NOT a.attisdropped \
      AND left(n.nspname, 3) <> 'pg_' AND n.nspname <> 'information_schema' \
      AND has_schema_privilege(n.oid, 'USAGE') AND has_column_privilege(c.oid, a.attnum, 'SELECT') \
      ORDER BY n.nspname, c.relname, a.attnum LIMIT \(most + 1)
      """
    ) { row in
      let isVisible = try row.bool(3)
      let table = try row.text(1)
      return (table: isVisible ? table : "\(try row.text(0)).\(table)", column: try row.text(2))
    }
    let isOne = Set(rows.map(\.table)).count == 1
    return PostgresColumns(
      names: rows.prefix(most).map { isOne ? $0.column : "\($0.table).\($0.column)" }, isCut: rows.count > most)
  }
}
