extension Wire {
  /// The result of a run.
  public struct Result: Sendable, Codable {
    /// The run.
    public let run: Link<Entities.Run>
    /// The task.
    public let task: Link<Entities.Task>?
    /// The id, which is that of the run.
    public let id: RunID
    /// The result, encrypted or as base64, or the id of a blob.
    public let result: String?
    /// When the result was removed.
    public let cleanupAt: Timestamp?
    /// Whether `result` is the id of a blob.
    public let blobStorageUsed: Bool

    /// The result of a run.
    public init(
      run: Link<Entities.Run>, task: Link<Entities.Task>?, id: RunID, result: String?, cleanupAt: Timestamp?,
      blobStorageUsed: Bool
    ) {
      self.run = run
      self.task = task
      self.id = id
      self.result = result
      self.cleanupAt = cleanupAt
      self.blobStorageUsed = blobStorageUsed
    }

    enum CodingKeys: String, CodingKey {
      case run
      case task
      case id
      case result
      case cleanupAt = "cleanup_at"
      case blobStorageUsed = "blob_storage_used"
    }
  }
}
