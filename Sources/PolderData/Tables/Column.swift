/// The values of one column, one for each row.
public enum Column: Sendable, Equatable {
  /// Numbers; a missing value is NaN.
  case numbers([Double])
  /// Texts; a missing value is nil.
  case texts([String?])

  /// How many rows the column has.
  public var count: Int {
    switch self {
    case .numbers(let values): values.count
    case .texts(let values): values.count
    }
  }

  /// How many rows have no value.
  public var missing: Int {
    switch self {
    case .numbers(let values): values.count { $0.isNaN }
    case .texts(let values): values.count { $0 == nil }
    }
  }

  /// Whether the column holds numbers.
  public var isNumeric: Bool { if case .numbers = self { true } else { false } }
}
