/// One value of a database: a parameter of a statement or a field of a row.
public enum SQLValue: Sendable, Hashable {
  /// No value.
  case null
  /// A whole number; booleans are 0 and 1.
  case integer(Int64)
  /// A floating-point number.
  case real(Double)
  /// A text.
  case text(String)
  /// Bytes.
  case blob([UInt8])

  /// The name of the kind of value, for messages; never the value itself.
  public var kind: String {
    switch self {
    case .null: "null"
    case .integer: "integer"
    case .real: "real"
    case .text: "text"
    case .blob: "blob"
    }
  }
}
