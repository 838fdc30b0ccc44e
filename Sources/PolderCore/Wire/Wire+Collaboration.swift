extension Wire {
  /// A collaboration of organizations.
  public struct Collaboration: Sendable, Codable {
    /// Its organizations.
    public let organizations: Related<Organization>
    /// Where its nodes are.
    public let nodes: String
    /// Where its tasks are.
    public let tasks: String
    /// Where its algorithm stores are.
    public let algorithmStores: String
    /// Where its studies are.
    public let studies: String
    /// The id.
    public let id: CollaborationID
    /// The name.
    public let name: String?
    /// Whether inputs and results are encrypted between organizations.
    public let encrypted: Bool

    /// A collaboration of organizations.
    public init(
      organizations: Related<Organization>, nodes: String, tasks: String, algorithmStores: String, studies: String,
      id: CollaborationID, name: String?, encrypted: Bool
    ) {
      self.organizations = organizations
      self.nodes = nodes
      self.tasks = tasks
      self.algorithmStores = algorithmStores
      self.studies = studies
      self.id = id
      self.name = name
      self.encrypted = encrypted
    }

    enum CodingKeys: String, CodingKey {
      case organizations
      case nodes
      case tasks
      case algorithmStores = "algorithm_stores"
      case studies
      case id
      case name
      case encrypted
    }
  }
}
