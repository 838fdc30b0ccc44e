/// Something that can be read as a table: a file, the answer of a database, a table in memory.
public protocol TabularSource: Sendable {
  /// The names of the columns there are, in their order.
  func columnNames() async throws -> [String]

  /// Reads columns in the order asked for, or all in their own order when nil.
  /// - Throws: `PolderError` with a `data-…` code.
  func read(columns: [String]?) async throws -> Table
}

extension TabularSource {
  /// Reads all columns.
  public func read() async throws -> Table { try await read(columns: nil) }
}

extension Table: TabularSource {
  /// The names of the columns.
  public func columnNames() -> [String] { names }

  /// The table itself, or those of its columns.
  public func read(columns: [String]?) throws -> Table {
    guard let columns else { return self }
    return try Table(columns.map { (name: $0, column: try column($0)) })
  }
}
