extension Wire {
  /// A node that was just made: the node's keys, then `api_key`.
  public struct NewNode: Sendable, Codable {
    /// The node.
    public let node: Node
    /// The key to log in with; shown this once.
    public let apiKey: String

    /// A node and its key.
    public init(node: Node, apiKey: String) {
      self.node = node
      self.apiKey = apiKey
    }

    private enum Key: String, CodingKey { case apiKey = "api_key" }

    /// Reads the keys of both from one object.
    public init(from decoder: any Decoder) throws {
      node = try Node(from: decoder)
      apiKey = try decoder.container(keyedBy: Key.self).decode(String.self, forKey: .apiKey)
    }

    /// Writes the keys of both into one object.
    public func encode(to encoder: any Encoder) throws {
      var object = try JSONValueEncoder.value(of: node).object ?? [:]
      object["api_key"] = .string(apiKey)
      try JSONValue.object(object).encode(to: encoder)
    }
  }
}
