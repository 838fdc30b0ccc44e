extension Wire {
  /// A run: the part of a task that one organization executes.
  public struct Run: Sendable, Codable {
    /// The organization.
    public let organization: Link<Entities.Organization>?
    /// The task, or a reference to it.
    public let task: TaskReference?
    /// A reference to the result.
    public let results: Link<Entities.Run>
    /// The node that executes it; an empty object when there is none.
    public let node: RunNode
    /// The ports that its algorithm offers.
    public let ports: [Port]
    /// The id.
    public let id: RunID
    /// The input, encrypted or as base64, or the id of a blob.
    public let input: String?
    /// When it was made.
    public let assignedAt: Timestamp?
    /// When its node took it up.
    public let startedAt: Timestamp?
    /// When it ended.
    public let finishedAt: Timestamp?
    /// Where it stands.
    public let status: String
    /// What the algorithm printed.
    public let log: String?
    /// When its result was removed.
    public let cleanupAt: Timestamp?
    /// Whether `input` and the result are ids of blobs.
    public let blobStorageUsed: Bool

    /// A run.
    public init(
      organization: Link<Entities.Organization>?, task: TaskReference?, results: Link<Entities.Run>, node: RunNode,
      ports: [Port], id: RunID, input: String?, assignedAt: Timestamp?, startedAt: Timestamp?, finishedAt: Timestamp?,
      status: String, log: String?, cleanupAt: Timestamp?, blobStorageUsed: Bool
    ) {
      self.organization = organization
      self.task = task
      self.results = results
      self.node = node
      self.ports = ports
      self.id = id
      self.input = input
      self.assignedAt = assignedAt
      self.startedAt = startedAt
      self.finishedAt = finishedAt
      self.status = status
      self.log = log
      self.cleanupAt = cleanupAt
      self.blobStorageUsed = blobStorageUsed
    }

    enum CodingKeys: String, CodingKey {
      case organization
      case task
      case results
      case node
      case ports
      case id
      case input
      case assignedAt = "assigned_at"
      case startedAt = "started_at"
      case finishedAt = "finished_at"
      case status
      case log
      case cleanupAt = "cleanup_at"
      case blobStorageUsed = "blob_storage_used"
    }
  }
}
