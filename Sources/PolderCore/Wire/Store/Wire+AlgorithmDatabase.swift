extension Wire {
  /// A database that a function needs.
  public struct AlgorithmDatabase: Sendable, Codable, Hashable {
    /// The id.
    public let id: AlgorithmDatabaseID
    /// The name.
    public let name: String
    /// What it has to hold.
    public let description: String?

    /// A database that a function needs.
    public init(id: AlgorithmDatabaseID, name: String, description: String?) {
      self.id = id
      self.name = name
      self.description = description
    }
  }
}
