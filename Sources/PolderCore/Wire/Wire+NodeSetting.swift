extension Wire {
  /// One line of what a node told about its configuration.
  public struct NodeSetting: Sendable, Codable {
    /// The name of the setting.
    public let key: String?
    /// Its value as a text.
    public let value: String?

    /// One line of what a node told about its configuration.
    public init(
      key: String?, value: String?
    ) {
      self.key = key
      self.value = value
    }
  }
}
