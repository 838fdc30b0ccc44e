package import PolderSQL

/// A table of the incumbent's schema.
package struct Table: Sendable {
  /// A column.
  package struct Column: Sendable {
    /// Its name.
    package let name: String
    /// Its type.
    package let type: ColumnType

    init(_ name: String, _ type: ColumnType) {
      self.name = name
      self.type = type
    }
  }

  /// What holds for a table's rows, in the order of the incumbent's declarations.
  package enum Rule: Sendable, Hashable {
    /// `id` is the primary key.
    case primaryKey
    /// No two rows share a value of the column.
    case unique(String)
    /// The column names a row of another table by its `id`; declared, and enforced by Polder itself.
    case reference(String, to: String)
  }

  /// Its name.
  package let name: String
  /// Its columns, in order.
  package let columns: [Column]
  /// Its rules, in order.
  package let rules: [Rule]

  init(_ name: String, _ columns: [Column], _ rules: [Rule]) {
    self.name = name
    self.columns = columns
    self.rules = rules
  }

  /// Whether it only ties rows of two other tables together; such a table has no ids, and may hold a pair twice.
  package var isAssociation: Bool { !rules.contains(.primaryKey) }

  /// Its references: column and the table it names.
  package var references: [(column: String, table: String)] {
    rules.compactMap { rule in
      guard case .reference(let column, let table) = rule else { return nil }
      return (column, table)
    }
  }

  /// The statement that makes it, letter for letter the incumbent's.
  package func creation(_ dialect: Dialect) -> SQL {
    let lines = columns.map { definition($0, dialect) } + rules.map { text($0, dialect) }
    return "CREATE TABLE \(dialect.schemaName(name)) (\n\t\(SQL.joined(lines, separator: ", \n\t"))\n)"
  }

  /// The statement that adds one of its columns to an older database.
  package func addition(_ column: Column, _ dialect: Dialect) -> SQL {
    "ALTER TABLE \(identifier: name) ADD COLUMN \(definition(column, dialect))"
  }

  private func definition(_ column: Column, _ dialect: Dialect) -> SQL {
    "\(dialect.schemaName(column.name)) \(dialect.name(of: column.type))"
  }

  private func text(_ rule: Rule, _ dialect: Dialect) -> SQL {
    switch rule {
    case .primaryKey: "PRIMARY KEY (id)"
    case .unique(let column): "UNIQUE (\(dialect.schemaName(column)))"
    case .reference(let column, let table):
      "FOREIGN KEY(\(dialect.schemaName(column))) REFERENCES \(dialect.schemaName(table)) (id)"
    }
  }
}
