import PolderCore
import PolderPostgres
package import PolderSQL
import PolderService

extension DatabaseAddress {
  /// Opens the database for a command that works on all of it beside the servers: no statement is given up for the time
  /// that it takes.
  /// - Parameter command: what PostgreSQL's list of connections calls it
  /// - Returns: the database
  /// - Throws: `PolderError` that says why it can not be used
  package func open(for command: String) async throws -> any PolderSQL.Database {
    guard case .postgres(let address) = self else { return try await open() }
    do {
      return try await Self.open(address, for: command)
    } catch let error as SQLError {
      throw PolderError(error, database: "\(self)")
    }
  }

  static func open(_ address: PostgresAddress, for command: String) async throws -> PostgresDatabase {
    var options = PostgresDatabase.Options()
    options.readers = 1
    options.statementTimeout = 0
    options.applicationName = command
    return try await PostgresDatabase.open(address, options: options)
  }
}
