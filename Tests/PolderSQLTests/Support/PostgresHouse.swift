import PolderPostgres
import PolderSQL
import PolderTesting

/// A PostgreSQL database of one test's own, and what ends its connections.
struct PostgresHouse: Sendable {
  let server: TestPostgres
  let database: PostgresDatabase

  static func open(_ change: (inout PostgresDatabase.Options) -> Void = { _ in }) async throws -> PostgresHouse {
    let server = try await TestPostgres.make()
    return PostgresHouse(server: server, database: try await another(at: server, change))
  }

  /// A house with the table `item`.
  static func items(_ change: (inout PostgresDatabase.Options) -> Void = { _ in }) async throws -> PostgresHouse {
    let house = try await open(change)
    try await house.database.write { sql in
      try sql.execute("CREATE TABLE item (id SERIAL PRIMARY KEY, name VARCHAR UNIQUE)")
    }
    return house
  }

  /// Another program on the same database.
  func another(_ change: (inout PostgresDatabase.Options) -> Void = { _ in }) async throws -> PostgresDatabase {
    try await Self.another(at: server, change)
  }

  /// Runs a statement at the server from outside of the database, into which nobody may get any more.
  func aside(_ statement: String) throws {
    let uri = server.uri.replacing("/" + server.name, with: "/postgres")
    guard let address = PostgresAddress(uri: uri) else { throw SQLError(.unreachable, "No server: \(uri)") }
    try PostgresCommand.run(statement, at: address)
  }

  private static func another(
    at server: TestPostgres, _ change: (inout PostgresDatabase.Options) -> Void
  ) async throws -> PostgresDatabase {
    var options = PostgresDatabase.Options()
    options.readers = 3
    change(&options)
    return try await PostgresDatabase.open(try server.address, options: options)
  }
}
