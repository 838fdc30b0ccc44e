extension Wire {
  /// A database that a task asks for.
  public struct TaskDatabase: Sendable, Codable {
    /// The label at the nodes.
    public let label: String?
    /// The other settings as the text of a JSON object.
    public let parameters: String?

    /// A database that a task asks for.
    public init(
      label: String?, parameters: String?
    ) {
      self.label = label
      self.parameters = parameters
    }
  }
}
