/// One row of a result; its fields are read by their position, from 0.
///
/// A field of another kind than asked for is an error that names the position and both kinds, never the value.
public struct Row: Sendable, Hashable {
  /// The fields, in the order of the query's columns.
  public let values: [SQLValue]

  /// A row of these fields.
  public init(_ values: [SQLValue]) { self.values = values }

  /// The number of fields.
  public var count: Int { values.count }

  /// The field at a position, whatever its kind.
  public func value(_ position: Int) throws -> SQLValue {
    guard values.indices.contains(position) else {
      throw SQLError(.mismatch, "The result has \(values.count) columns; column \(position) was asked for.")
    }
    return values[position]
  }

  /// Whether the field is null.
  public func isNull(_ position: Int) throws -> Bool { try value(position) == .null }

  /// The whole number at a position.
  public func int(_ position: Int) throws -> Int { try required(optionalInt(position), position, "integer") }

  /// The whole number at a position, or nil.
  public func optionalInt(_ position: Int) throws -> Int? { try optionalInt64(position).map(Int.init) }

  /// The whole number of 64 bits at a position.
  public func int64(_ position: Int) throws -> Int64 { try required(optionalInt64(position), position, "integer") }

  /// The whole number of 64 bits at a position, or nil.
  public func optionalInt64(_ position: Int) throws -> Int64? {
    switch try value(position) {
    case .null: nil
    case .integer(let number): number
    case let other: throw mismatch(position, "integer", other)
    }
  }

  /// The number at a position.
  public func double(_ position: Int) throws -> Double { try required(optionalDouble(position), position, "real") }

  /// The number at a position, or nil.
  public func optionalDouble(_ position: Int) throws -> Double? {
    switch try value(position) {
    case .null: nil
    case .real(let number): number
    case .integer(let number): Double(number)
    case let other: throw mismatch(position, "real", other)
    }
  }

  /// The truth at a position; every number but 0 is true.
  public func bool(_ position: Int) throws -> Bool { try required(optionalBool(position), position, "boolean") }

  /// The truth at a position, or nil.
  public func optionalBool(_ position: Int) throws -> Bool? { try optionalInt64(position).map { $0 != 0 } }

  /// The text at a position.
  public func text(_ position: Int) throws -> String { try required(optionalText(position), position, "text") }

  /// The text at a position, or nil.
  public func optionalText(_ position: Int) throws -> String? {
    switch try value(position) {
    case .null: nil
    case .text(let text): text
    case let other: throw mismatch(position, "text", other)
    }
  }

  /// The bytes at a position.
  public func blob(_ position: Int) throws -> [UInt8] { try required(optionalBlob(position), position, "blob") }

  /// The bytes at a position, or nil; a text gives its UTF-8, because other programs write bytes as text.
  public func optionalBlob(_ position: Int) throws -> [UInt8]? {
    switch try value(position) {
    case .null: nil
    case .blob(let bytes): bytes
    case .text(let text): Array(text.utf8)
    case let other: throw mismatch(position, "blob", other)
    }
  }

  private func required<T>(_ value: T?, _ position: Int, _ kind: String) throws -> T {
    guard let value else { throw mismatch(position, kind, .null) }
    return value
  }

  private func mismatch(_ position: Int, _ kind: String, _ found: SQLValue) -> SQLError {
    SQLError(.mismatch, "Column \(position) of the result holds \(found.kind) where \(kind) is expected.")
  }
}
