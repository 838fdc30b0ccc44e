extension Wire {
  /// A reply of bytes that are sent as they come; what it holds as a value is nothing.
  public struct RawBytes: Sendable, Codable, Hashable {
    /// Bytes that stand nowhere at once.
    public init() {}
  }
}
