/// What the realtime events carry, with exactly the contract's keys in the contract's order.
public enum EventPayload {
  /// Of `new_task`.
  public struct NewTask: Hashable, Sendable, Codable {
    /// The task.
    public let id: TaskID
    /// The task whose algorithm made it.
    public let parentID: TaskID?

    /// The payload of a task.
    public init(id: TaskID, parentID: TaskID?) {
      self.id = id
      self.parentID = parentID
    }

    enum CodingKeys: String, CodingKey {
      case id
      case parentID = "parent_id"
    }
  }

  /// Of `status_update`.
  public struct StatusUpdate: Hashable, Sendable, Codable {
    /// The run.
    public let runID: RunID

    /// The payload of a run.
    public init(runID: RunID) { self.runID = runID }

    enum CodingKeys: String, CodingKey { case runID = "run_id" }
  }

  /// Of `node-online` and `node-offline`.
  public struct NodePresence: Hashable, Sendable, Codable {
    /// The node.
    public let id: NodeID
    /// Its name.
    public let name: String
    /// Its organization.
    public let organizationID: OrganizationID?

    /// The payload of a node.
    public init(id: NodeID, name: String, organizationID: OrganizationID?) {
      self.id = id
      self.name = name
      self.organizationID = organizationID
    }

    enum CodingKeys: String, CodingKey {
      case id
      case name
      case organizationID = "org_id"
    }
  }

  /// Of `algorithm_status_change`; a node sends it without `job_id`.
  public struct AlgorithmStatusChange: Hashable, Sendable, Codable {
    /// Where the run stands.
    public var status: String
    /// The run.
    public var runID: RunID
    /// The task.
    public var taskID: TaskID
    /// The number of the tree of tasks.
    public var jobID: JobID?
    /// The collaboration.
    public var collaborationID: CollaborationID
    /// The node.
    public var nodeID: NodeID
    /// The node's organization.
    public var organizationID: OrganizationID
    /// The task whose algorithm made the task.
    public var parentID: TaskID?

    /// The payload of a change.
    public init(
      status: String, runID: RunID, taskID: TaskID, jobID: JobID?, collaborationID: CollaborationID, nodeID: NodeID,
      organizationID: OrganizationID, parentID: TaskID?
    ) {
      self.status = status
      self.runID = runID
      self.taskID = taskID
      self.jobID = jobID
      self.collaborationID = collaborationID
      self.nodeID = nodeID
      self.organizationID = organizationID
      self.parentID = parentID
    }

    enum CodingKeys: String, CodingKey {
      case status
      case runID = "run_id"
      case taskID = "task_id"
      case jobID = "job_id"
      case collaborationID = "collaboration_id"
      case nodeID = "node_id"
      case organizationID = "organization_id"
      case parentID = "parent_id"
    }
  }

  /// Of `algorithm_log`; a node adds `collaboration_id`.
  public struct AlgorithmLog: Hashable, Sendable, Codable {
    /// The run.
    public var runID: RunID
    /// The task.
    public var taskID: TaskID
    /// What was printed.
    public var log: String
    /// The collaboration; only from a node to the server.
    public var collaborationID: CollaborationID?

    /// The payload of a piece of log.
    public init(runID: RunID, taskID: TaskID, log: String, collaborationID: CollaborationID? = nil) {
      self.runID = runID
      self.taskID = taskID
      self.log = log
      self.collaborationID = collaborationID
    }

    enum CodingKeys: String, CodingKey {
      case runID = "run_id"
      case taskID = "task_id"
      case log
      case collaborationID = "collaboration_id"
    }
  }

  /// Of `kill_containers`: some runs, or everything on one node.
  public struct KillContainers: Hashable, Sendable, Codable {
    /// One run to be stopped.
    public struct Entry: Hashable, Sendable, Codable {
      /// The task.
      public let taskID: TaskID
      /// The run.
      public let runID: RunID
      /// The organization whose node has to stop it.
      public let organizationID: OrganizationID

      /// A run to be stopped.
      public init(taskID: TaskID, runID: RunID, organizationID: OrganizationID) {
        self.taskID = taskID
        self.runID = runID
        self.organizationID = organizationID
      }

      enum CodingKeys: String, CodingKey {
        case taskID = "task_id"
        case runID = "run_id"
        case organizationID = "organization_id"
      }
    }

    /// The runs; nil when a whole node is meant.
    public let killList: [Entry]?
    /// The node; nil when runs are meant.
    public let nodeID: NodeID?
    /// The collaboration.
    public let collaborationID: CollaborationID

    /// Runs to be stopped, or a node whose runs are all to be stopped.
    public init(killList: [Entry]?, nodeID: NodeID? = nil, collaborationID: CollaborationID) {
      self.killList = killList
      self.nodeID = nodeID
      self.collaborationID = collaborationID
    }

    /// Leaves out what is not meant: nodes of the incumbent take a `node_id` that is there for a whole node.
    public func encode(to encoder: any Encoder) throws {
      var container = encoder.container(keyedBy: CodingKeys.self)
      if let killList { try container.encode(killList, forKey: .killList) }
      if let nodeID { try container.encode(nodeID, forKey: .nodeID) }
      try container.encode(collaborationID, forKey: .collaborationID)
    }

    enum CodingKeys: String, CodingKey {
      case killList = "kill_list"
      case nodeID = "node_id"
      case collaborationID = "collaboration_id"
    }
  }
}
