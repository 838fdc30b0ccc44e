extension Wire {
  /// The node of a run; an empty object on the wire when there is none.
  public struct RunNode: Sendable, Codable {
    /// The node's id.
    public let id: NodeID?
    /// Its address in the VPN.
    public let ip: String?
    /// `online` or `offline`.
    public let status: String?
    /// Its name.
    public let name: String?

    /// No node.
    public static let none = RunNode(id: nil, ip: nil, status: nil, name: nil)

    /// A node.
    public init(id: NodeID?, ip: String?, status: String?, name: String?) {
      self.id = id
      self.ip = ip
      self.status = status
      self.name = name
    }

    /// Writes an empty object when there is no node.
    public func encode(to encoder: any Encoder) throws {
      var container = encoder.container(keyedBy: CodingKeys.self)
      guard let id else { return }
      try container.encode(id, forKey: .id)
      try container.encodeIfPresent(ip, forKey: .ip)
      try container.encodeIfPresent(status, forKey: .status)
      try container.encodeIfPresent(name, forKey: .name)
    }
  }
}
