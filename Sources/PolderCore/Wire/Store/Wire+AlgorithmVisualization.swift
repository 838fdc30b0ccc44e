extension Wire {
  /// A way to show the results of a function.
  public struct AlgorithmVisualization: Sendable, Codable, Hashable {
    /// What it is: `table` or `line`.
    public let type: String
    /// The id.
    public let id: AlgorithmVisualizationID
    /// The name.
    public let name: String
    /// What one sees.
    public let description: String?
    /// Which parts of the result are shown where.
    public let schema: JSONValue?

    /// A way to show the results of a function.
    public init(type: String, id: AlgorithmVisualizationID, name: String, description: String?, schema: JSONValue?) {
      self.type = type
      self.id = id
      self.name = name
      self.description = description
      self.schema = schema
    }
  }
}
