/// What can be a parameter of a statement.
public protocol SQLBindable {
  /// The value as the database takes it.
  var sqlValue: SQLValue { get }
}

extension SQLValue: SQLBindable {
  /// The value itself.
  public var sqlValue: SQLValue { self }
}

extension Int: SQLBindable {
  /// The number.
  public var sqlValue: SQLValue { .integer(Int64(self)) }
}

extension Int32: SQLBindable {
  /// The number.
  public var sqlValue: SQLValue { .integer(Int64(self)) }
}

extension Int64: SQLBindable {
  /// The number.
  public var sqlValue: SQLValue { .integer(self) }
}

extension Double: SQLBindable {
  /// The number.
  public var sqlValue: SQLValue { .real(self) }
}

extension Bool: SQLBindable {
  /// 0 or 1, which both engines take where a boolean is expected.
  public var sqlValue: SQLValue { .integer(self ? 1 : 0) }
}

extension String: SQLBindable {
  /// The text.
  public var sqlValue: SQLValue { .text(self) }
}

extension Substring: SQLBindable {
  /// The text.
  public var sqlValue: SQLValue { .text(String(self)) }
}

extension Array: SQLBindable where Element == UInt8 {
  /// The bytes.
  public var sqlValue: SQLValue { .blob(self) }
}

extension Optional: SQLBindable where Wrapped: SQLBindable {
  /// The value, or null.
  public var sqlValue: SQLValue { map(\.sqlValue) ?? .null }
}
