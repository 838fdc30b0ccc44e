extension SQL {
  /// The parts, one after the other, with a separator between them.
  public static func joined(_ parts: [SQL], separator: SQL = ", ") -> SQL {
    var sql = SQL()
    for (index, part) in parts.enumerated() {
      if index > 0 { sql.append(separator) }
      sql.append(part)
    }
    return sql
  }

  /// A condition that holds when all of them hold; none of them always holds.
  public static func and(_ conditions: [SQL]) -> SQL {
    conditions.isEmpty ? "1 = 1" : joined(conditions.map { "(\($0))" }, separator: " AND ")
  }

  /// A condition that holds when one of them holds; none of them never holds.
  public static func or(_ conditions: [SQL]) -> SQL {
    conditions.isEmpty ? "1 = 0" : joined(conditions.map { "(\($0))" }, separator: " OR ")
  }

  /// A condition: the expression equals one of the values; no values, never.
  public static func `in`(_ expression: SQL, _ values: some Collection<some SQLBindable>) -> SQL {
    values.isEmpty ? "1 = 0" : "\(expression) IN \(list: values)"
  }

  /// A condition: the expression equals none of the values; no values, always.
  public static func notIn(_ expression: SQL, _ values: some Collection<some SQLBindable>) -> SQL {
    values.isEmpty ? "1 = 1" : "\(expression) NOT IN \(list: values)"
  }
}
