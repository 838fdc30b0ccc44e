/// What the token of an algorithm says: the contract's keys under `sub`, in their order.
public struct ContainerClaims: Hashable, Sendable, Codable {
  /// Always `container`.
  public var clientType = "container"
  /// The node that runs the algorithm.
  public let nodeID: NodeID
  /// The node's organization.
  public let organizationID: OrganizationID
  /// The task's collaboration.
  public let collaborationID: CollaborationID
  /// The task's study.
  public let studyID: StudyID?
  /// The task's algorithm store.
  public let storeID: AlgorithmStoreID?
  /// The task.
  public let taskID: TaskID
  /// The task's image.
  public let image: String
  /// The task's databases: their parameters and `label`.
  public let databases: [JSONValue]

  /// The claims of an algorithm.
  public init(
    nodeID: NodeID, organizationID: OrganizationID, collaborationID: CollaborationID, studyID: StudyID?,
    storeID: AlgorithmStoreID?, taskID: TaskID, image: String, databases: [JSONValue]
  ) {
    self.nodeID = nodeID
    self.organizationID = organizationID
    self.collaborationID = collaborationID
    self.studyID = studyID
    self.storeID = storeID
    self.taskID = taskID
    self.image = image
    self.databases = databases
  }

  enum CodingKeys: String, CodingKey {
    case clientType = "client_type"
    case nodeID = "node_id"
    case organizationID = "organization_id"
    case collaborationID = "collaboration_id"
    case studyID = "study_id"
    case storeID = "store_id"
    case taskID = "task_id"
    case image
    case databases
  }
}
