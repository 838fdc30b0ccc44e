public import PolderCore

extension ID: ExpressibleByIntegerLiteral {
  /// Lets tests write plain numbers.
  public init(integerLiteral value: Int64) { self.init(value) }
}
