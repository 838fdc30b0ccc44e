extension SQL: ExpressibleByStringInterpolation {
  /// A statement without parameters.
  public init(stringLiteral value: String) { self.init(unchecked: value) }

  /// A statement with its parameters.
  public init(stringInterpolation: Interpolation) { self = stringInterpolation.sql }

  /// The type that collects the parts of a literal.
  public typealias StringInterpolation = Interpolation

  /// Collects a literal's text and parameters.
  public struct Interpolation: StringInterpolationProtocol {
    var sql = SQL()

    /// Starts with nothing.
    public init(literalCapacity: Int, interpolationCount: Int) {}

    /// Text of the program.
    public mutating func appendLiteral(_ literal: String) { sql.append(trusted: literal) }

    /// `\(value)`: a parameter.
    public mutating func appendInterpolation(_ value: some SQLBindable) { sql.append(value.sqlValue) }

    /// `\(value)`: a parameter, null where there is no value.
    public mutating func appendInterpolation<Value: SQLBindable>(_ value: Value?) { sql.append(value.sqlValue) }

    /// `\(part)`: another statement's text and parameters.
    public mutating func appendInterpolation(_ part: SQL) { sql.append(part) }

    /// `\(raw: "DESC")`: text known when the program was compiled.
    public mutating func appendInterpolation(raw: StaticString) { sql.append(trusted: raw.description) }

    /// `\(identifier: name)`: a table's or a column's name, quoted.
    public mutating func appendInterpolation(identifier: String) { sql.append(trusted: SQL.quoted(identifier)) }

    /// `\(list: ids)`: the right side of `IN`; an empty list holds for nothing. For `NOT IN` use ``SQL/notIn(_:_:)``.
    ///
    /// The last value is repeated up to a power of two, so that lists of many lengths share few prepared statements.
    public mutating func appendInterpolation(list: some Collection<some SQLBindable>) {
      guard !list.isEmpty else { return sql.append(trusted: "(NULL)") }
      var values = list.map(\.sqlValue)
      var padded = 1
      while padded < values.count { padded *= 2 }
      if padded <= SQL.paddedListLimit, let last = values.last {
        values += Array(repeating: last, count: padded - values.count)
      }
      append(values)
    }

    /// `\(values: fields)`: one row's fields in parentheses, for `VALUES`.
    public mutating func appendInterpolation(values: [any SQLBindable]) { append(values.map(\.sqlValue)) }

    /// `\(rows: rows)`: several rows, each in parentheses, for `VALUES`.
    public mutating func appendInterpolation(rows: [[SQLValue]]) {
      for (index, row) in rows.enumerated() {
        if index > 0 { sql.append(trusted: ", ") }
        append(row)
      }
    }

    private mutating func append(_ values: [SQLValue]) {
      sql.append(trusted: "(")
      for (index, value) in values.enumerated() {
        if index > 0 { sql.append(trusted: ", ") }
        sql.append(value)
      }
      sql.append(trusted: ")")
    }
  }

  /// Lists longer than this are not padded: SQLite takes at most 32,766 parameters.
  static let paddedListLimit = 16_384
}
