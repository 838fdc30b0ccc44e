import PolderCore
import PolderPassword
import PolderPostgres
import PolderSQL
import PolderSQLite
import PolderServer
import PolderTesting

/// A PostgreSQL database that is made once; tests take copies.
actor ServerTemplate {
  /// Ready for a server.
  static let ready = ServerTemplate { database in
    _ = try await ServerDatabase.prepare(
      database, rootPassword: .hashed(ServerDatabaseFixture.hash), passwords: Passwords(threads: 1),
      now: ServerDatabaseFixture.now)
  }

  /// As the incumbent leaves it after its first start: its own statements, and the rows of its SQLite file.
  static let incumbent = ServerTemplate { database in
    let schema = try ServerDatabaseFixture.incumbentSchema
    let folder = try TestFolder()
    let path = try ServerDatabaseFixture.incumbentFile(in: folder)
    try await database.write { target in
      for statement in schema.split(separator: ";").map(String.init)
      where statement.contains(where: { !$0.isWhitespace }) {
        try target.execute(SQL(unchecked: statement))
      }
      let file = try SQLiteFile(path: path)
      try file.transaction { source in
        for table in ServerSchema.tables {
          let columns = SQL.joined(table.columns.map { SQL(identifier: $0.name) })
          try source.forEach("SELECT \(columns) FROM \(identifier: table.name) ORDER BY rowid") { row in
            try target.execute("INSERT INTO \(identifier: table.name) (\(columns)) VALUES \(rows: [row.values])")
          }
        }
      }
      try file.close()
      // The incumbent takes its numbers from the sequences.
      for table in Set(NumberSeries.allCases.filter(\.isKey).map(\.table)) {
        _ = try target.rows(
          """
          SELECT setval(pg_get_serial_sequence(\("\"\(table)\""), 'id'), \
          (SELECT MAX(id) FROM \(identifier: table)))
          """)
      }
    }
    try folder.remove()
  }

  private let make: @Sendable (PostgresDatabase) async throws -> Void
  private var making: Task<TestPostgres, any Error>?

  private init(_ make: @escaping @Sendable (PostgresDatabase) async throws -> Void) { self.make = make }

  func copy() async throws -> TestPostgres {
    try await TestPostgres.next(copyOf: try await template().name, for: TestHolder.current)
  }

  private func template() async throws -> TestPostgres {
    if let making { return try await making.value }
    let task = Task { [make] in
      let server = try await TestPostgres.make()
      let database = try await PostgresDatabase.open(try server.address)
      try await make(database)
      // A database is only copied when nobody is connected to it.
      try await BlockingWork.run { try database.close() }
      return server
    }
    making = task
    return try await task.value
  }
}
