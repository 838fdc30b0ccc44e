import PolderCore

/// An object whose members are tables, with figures beside them: what many algorithms give back.
struct TableParts {
  /// The members that are no tables, in their order.
  let figures: [(String, JSONValue)]
  /// The members that are tables, in their order.
  let tables: [(name: String, table: TableShape)]

  /// The parts of an object; nil where no member is a table, or one is neither a table nor a figure.
  init?(_ members: JSONObject) {
    var (figures, tables) = ([(String, JSONValue)](), [(name: String, table: TableShape)]())
    for (name, value) in members {
      if let table = TableShape(value) {
        tables.append((name, table))
      } else if Self.isFigure(value) {
        figures.append((name, value))
      } else {
        return nil
      }
    }
    guard !tables.isEmpty else { return nil }
    self.figures = figures
    self.tables = tables
  }

  private static func isFigure(_ value: JSONValue) -> Bool {
    switch value {
    case .object(let members): members.isEmpty
    case .array(let elements): elements.allSatisfy { $0.array == nil && $0.object == nil }
    default: true
    }
  }
}
