extension Wire {
  /// A value that an argument may have: a text, or a number where the argument is one.
  public struct AllowedValue: Sendable, Codable, Hashable {
    /// The value.
    public let value: JSONValue

    /// A value that an argument may have.
    public init(value: JSONValue) { self.value = value }
  }
}
