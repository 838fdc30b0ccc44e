extension Wire {
  /// A function of an algorithm.
  public struct AlgorithmFunction: Sendable, Codable, Hashable {
    /// Where it runs: `central` or `federated`.
    public let type: String
    /// The databases that it needs.
    public let databases: [AlgorithmDatabase]
    /// Its arguments.
    public let arguments: [AlgorithmArgument]
    /// How its results can be shown.
    public let visualizations: [AlgorithmVisualization]
    /// The id.
    public let id: AlgorithmFunctionID
    /// The name by which it is called.
    public let name: String
    /// The name to show.
    public let displayName: String?
    /// What it does.
    public let description: String?
    /// Whether it gives something without another function.
    public let standalone: Bool

    /// A function of an algorithm.
    public init(
      type: String, databases: [AlgorithmDatabase], arguments: [AlgorithmArgument],
      visualizations: [AlgorithmVisualization], id: AlgorithmFunctionID, name: String, displayName: String?,
      description: String?, standalone: Bool
    ) {
      self.type = type
      self.databases = databases
      self.arguments = arguments
      self.visualizations = visualizations
      self.id = id
      self.name = name
      self.displayName = displayName
      self.description = description
      self.standalone = standalone
    }

    enum CodingKeys: String, CodingKey {
      case type
      case databases
      case arguments
      case visualizations = "ui_visualizations"
      case id
      case name
      case displayName = "display_name"
      case description
      case standalone
    }
  }
}
