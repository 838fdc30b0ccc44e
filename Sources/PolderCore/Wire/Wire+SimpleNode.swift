extension Wire {
  /// A node as a collaboration lists it.
  public struct SimpleNode: Sendable, Codable {
    /// Its organization.
    public let organization: Link<Entities.Organization>?
    /// The id.
    public let id: NodeID
    /// Its address in the VPN.
    public let ip: String?
    /// When it was last heard of.
    public let lastSeen: Timestamp?
    /// `online`, `offline`, or nothing when never seen.
    public let status: String?
    /// The name.
    public let name: String?

    /// A node.
    public init(
      organization: Link<Entities.Organization>?, id: NodeID, ip: String?, lastSeen: Timestamp?, status: String?,
      name: String?
    ) {
      self.organization = organization
      self.id = id
      self.ip = ip
      self.lastSeen = lastSeen
      self.status = status
      self.name = name
    }

    enum CodingKeys: String, CodingKey {
      case organization
      case id
      case ip
      case lastSeen = "last_seen"
      case status
      case name
    }
  }
}
