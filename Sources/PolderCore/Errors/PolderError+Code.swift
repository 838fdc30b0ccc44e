extension PolderError {
  /// The stable name of a kind of failure: lower-case words joined by dashes, the room first.
  public struct Code: RawRepresentable, Hashable, Sendable, ExpressibleByStringLiteral, CustomStringConvertible {
    /// The name as it is printed.
    public let rawValue: String

    /// A code of that name.
    public init(rawValue: String) { self.rawValue = rawValue }

    /// A code of that name.
    public init(stringLiteral value: String) { rawValue = value }

    /// The name as it is printed.
    public var description: String { rawValue }
  }
}
