public import PolderCore

/// What can stand in a column.
public protocol CellValue: SendableMetatype {
  /// The value as the forms of output take it.
  var cell: JSONValue { get }
}

extension JSONValue: CellValue {
  /// The value itself.
  public var cell: JSONValue { self }
}

extension String: CellValue {
  /// The text.
  public var cell: JSONValue { .string(self) }
}

extension Bool: CellValue {
  /// Yes or no.
  public var cell: JSONValue { .bool(self) }
}

extension Int: CellValue {
  /// The number.
  public var cell: JSONValue { .integer(Int64(self)) }
}

extension Int64: CellValue {
  /// The number.
  public var cell: JSONValue { .integer(self) }
}

extension Double: CellValue {
  /// The number.
  public var cell: JSONValue { .number(self) }
}

extension ID: CellValue {
  /// The number.
  public var cell: JSONValue { .integer(rawValue) }
}

extension Timestamp: CellValue {
  /// The moment to the second; what is finer is for programs, which read JSON.
  public var cell: JSONValue { .string(String(wireText.prefix { $0 != "." })) }
}

extension Optional: CellValue where Wrapped: CellValue {
  /// The value, or that there is none.
  public var cell: JSONValue { self?.cell ?? .null }
}

extension Array: CellValue where Element: CellValue {
  /// The values as a list.
  public var cell: JSONValue { .array(map(\.cell)) }
}
