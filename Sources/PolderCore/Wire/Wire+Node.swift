extension Wire {
  /// A node as the server knows it.
  public struct Node: Sendable, Codable {
    /// Its organization.
    public let organization: Link<Entities.Organization>?
    /// Its collaboration.
    public let collaboration: Link<Entities.Collaboration>?
    /// What the node told about its configuration.
    public let config: [NodeSetting]
    /// The id.
    public let id: NodeID
    /// Always `node`.
    public let type: String
    /// Its address in the VPN.
    public let ip: String?
    /// When it was last heard of.
    public let lastSeen: Timestamp?
    /// `online`, `offline`, or nothing when never seen.
    public let status: String?
    /// The name.
    public let name: String?

    /// A node as the server knows it.
    public init(
      organization: Link<Entities.Organization>?, collaboration: Link<Entities.Collaboration>?,
      config: [NodeSetting], id: NodeID, type: String, ip: String?, lastSeen: Timestamp?, status: String?,
      name: String?
    ) {
      self.organization = organization
      self.collaboration = collaboration
      self.config = config
      self.id = id
      self.type = type
      self.ip = ip
      self.lastSeen = lastSeen
      self.status = status
      self.name = name
    }

    enum CodingKeys: String, CodingKey {
      case organization
      case collaboration
      case config
      case id
      case type
      case ip
      case lastSeen = "last_seen"
      case status
      case name
    }
  }
}
