import PolderSQL
import PolderSQLite
import Testing

struct MigratorTests {
  private func table(_ number: Int) -> Migration {
    Migration(number, "make table \(number)") { transaction in
      try transaction.execute("CREATE TABLE \(identifier: "t\(number)") (id INTEGER)")
    }
  }

  private func tables(_ database: any PolderSQL.Database) async throws -> [String] {
    try await database.read { transaction in
      Set(try transaction.rows(transaction.dialect.columnsQuery).map { try $0.text(0) }).sorted()
    }
  }

  @Test("steps run once, in the order of their numbers, and are recorded by name")
  func order() async throws {
    let database = try await emptyDatabase()
    #expect(try await Migrator([table(2), table(1)]).migrate(database) == [1, 2])
    #expect(try await Migrator([table(1), table(2), table(3)]).migrate(database) == [3])
    #expect(try await Migrator([table(1), table(2), table(3)]).migrate(database) == [])
    #expect(try await tables(database) == ["polder_migration", "t1", "t2", "t3"])
    let names = try await database.read {
      try $0.rows("SELECT name FROM polder_migration ORDER BY number") { try $0.text(0) }
    }
    #expect(names == ["make table 1", "make table 2", "make table 3"])
  }

  @Test("a database of a newer program is refused with both numbers and left alone")
  func newer() async throws {
    let database = try await emptyDatabase()
    try await Migrator([table(1), table(7)]).migrate(database)
    let error = await #expect(throws: SQLError.self) { try await Migrator([table(1), table(2)]).migrate(database) }
    #expect(error?.kind == .newer(found: 7, known: 2))
    #expect(error?.message.contains("7") == true && error?.message.contains("2") == true)
    #expect(try await tables(database) == ["polder_migration", "t1", "t7"])
  }

  @Test("a step that fails leaves the database as it was, and the next try starts there")
  func failing() async throws {
    let database = try await emptyDatabase()
    let broken = Migration(2, "break") { try $0.execute("CREATE TABLE t1 (id INTEGER)") }
    await #expect(throws: SQLError.self) { try await Migrator([table(1), broken]).migrate(database) }
    #expect(try await tables(database) == [])
    #expect(try await Migrator([table(1), table(2)]).migrate(database) == [1, 2])
  }

  @Test("two programs that start together run each step once")
  func together() async throws {
    let folder = try TemporaryFolder()
    let databases = [try SQLiteDatabase(path: folder.file()), try SQLiteDatabase(path: folder.file())]
    let migrator = Migrator((1...5).map(table))
    async let one = migrator.migrate(databases[0])
    async let two = migrator.migrate(databases[1])
    let done = try await [one, two].flatMap { $0 }
    #expect(done.sorted() == [1, 2, 3, 4, 5])
    for database in databases { try database.close() }
  }
}
