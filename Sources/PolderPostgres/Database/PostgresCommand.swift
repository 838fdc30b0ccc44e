package import PolderSQL

/// Statements that can not stand in a transaction, over a connection of their own: `CREATE DATABASE` and the like.
package enum PostgresCommand {
  /// Runs one at the database of an address.
  package static func run(_ statement: String, at address: PostgresAddress) throws(SQLError) {
    try PostgresConnection(address, PostgresDatabase.Options()).run(statement)
  }
}
