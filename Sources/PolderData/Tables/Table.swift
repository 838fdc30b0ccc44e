import PolderCore

/// Named columns of equal length, in memory.
public struct Table: Sendable {
  /// The names of the columns, in their order.
  public let names: [String]
  /// The columns, in their order.
  public let columns: [Column]
  /// How many rows there are.
  public let rowCount: Int
  private let positions: [String: Int]

  /// A table of those columns.
  /// - Throws: `PolderError` `data-invalid-table` when a name repeats or the lengths differ.
  public init(_ columns: [(name: String, column: Column)]) throws {
    var positions: [String: Int] = [:]
    for (position, (name, column)) in columns.enumerated() {
      guard positions.updateValue(position, forKey: name) == nil else {
        throw PolderError(.dataInvalidTable, "Two columns have the name '\(name)'.")
      }
      guard column.count == columns[0].column.count else {
        throw PolderError(.dataInvalidTable, "The column '\(name)' has another number of rows than the first.")
      }
    }
    self.positions = positions
    names = columns.map(\.name)
    self.columns = columns.map(\.column)
    rowCount = columns.first?.column.count ?? 0
  }

  /// Whether there is a column of that name.
  public func has(_ name: String) -> Bool { positions[name] != nil }

  /// The column of that name.
  /// - Throws: `PolderError` `data-unknown-column` that names the columns there are.
  public func column(_ name: String) throws -> Column {
    guard let position = positions[name] else { throw UnknownColumn.error(name, among: names) }
    return columns[position]
  }

  /// The numbers of a column; a missing value is NaN.
  /// - Throws: `PolderError` `data-unknown-column` or `data-not-numeric`.
  public func numbers(_ name: String) throws -> [Double] {
    guard case .numbers(let values) = try column(name) else {
      throw PolderError(
        .dataNotNumeric, "The column '\(name)' holds texts where numbers are needed.", object: name,
        nextStep: "Choose a numeric column, or ask the data's steward to code it as numbers.")
    }
    return values
  }

  /// The rows at those positions, in that order, as a table of the same columns.
  public func rows(_ indices: [Int]) -> Table {
    let chosen = columns.map { column -> Column in
      switch column {
      case .numbers(let values): .numbers(indices.map { values[$0] })
      case .texts(let values): .texts(indices.map { values[$0] })
      }
    }
    return Table(names: names, columns: chosen, rowCount: indices.count, positions: positions)
  }

  private init(names: [String], columns: [Column], rowCount: Int, positions: [String: Int]) {
    self.names = names
    self.columns = columns
    self.rowCount = rowCount
    self.positions = positions
  }
}
