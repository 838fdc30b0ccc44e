extension Wire {
  /// A rule of an algorithm store: a permission to do one thing. It has no scope.
  public struct StoreRule: Sendable, Codable, Hashable {
    /// The id.
    public let id: StoreRuleID
    /// The resource.
    public let name: String
    /// The operation by name, in small letters.
    public let operation: String
    /// What it allows.
    public let description: String?

    /// A rule of an algorithm store: a permission to do one thing. It has no scope.
    public init(id: StoreRuleID, name: String, operation: String, description: String?) {
      self.id = id
      self.name = name
      self.operation = operation
      self.description = description
    }
  }
}
