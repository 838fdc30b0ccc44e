extension Wire {
  /// Where a task stands.
  public struct TaskState: Hashable, Sendable, Codable {
    /// The status, derived from the runs.
    public let status: String

    /// A status.
    public init(status: String) { self.status = status }
  }
}
