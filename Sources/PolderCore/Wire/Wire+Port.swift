extension Wire {
  /// A port that an algorithm offers.
  public struct Port: Sendable, Codable {
    /// The id.
    public let id: PortID
    /// The number of the port.
    public let port: Int64
    /// What it is for.
    public let label: String?

    /// A port that an algorithm offers.
    public init(
      id: PortID, port: Int64, label: String?
    ) {
      self.id = id
      self.port = port
      self.label = label
    }
  }
}
