extension Wire {
  /// Where an algorithm of another run is reached in the VPN.
  public struct AlgorithmAddress: Sendable, Codable {
    /// The number of the port.
    public let port: Int64
    /// What the port is for.
    public let label: String?
    /// The address of the run's node.
    public let ip: String?
    /// The run's organization.
    public let organizationID: OrganizationID?
    /// The run's task.
    public let taskID: TaskID?
    /// The task whose algorithm made that task.
    public let parentID: TaskID?

    /// An address.
    public init(
      port: Int64, label: String?, ip: String?, organizationID: OrganizationID?, taskID: TaskID?, parentID: TaskID?
    ) {
      self.port = port
      self.label = label
      self.ip = ip
      self.organizationID = organizationID
      self.taskID = taskID
      self.parentID = parentID
    }

    enum CodingKeys: String, CodingKey {
      case port
      case label
      case ip
      case organizationID = "organization_id"
      case taskID = "task_id"
      case parentID = "parent_id"
    }
  }

  /// Where the algorithms of some tasks are reached.
  public struct AlgorithmAddresses: Sendable, Codable {
    /// The addresses.
    public let addresses: [AlgorithmAddress]

    /// Addresses.
    public init(addresses: [AlgorithmAddress]) { self.addresses = addresses }
  }
}
