public import PolderCore

/// What a run is known by for ever: numbers alone may come again when a server's database is made anew.
public struct RunKey: Sendable, Hashable {
  /// The address of the server's API.
  public let server: String
  /// The run.
  public let run: RunID
  /// When its task was made; nil when the server does not say.
  public let taskCreatedAt: Timestamp?

  /// A key.
  public init(server: String, run: RunID, taskCreatedAt: Timestamp?) {
    self.server = server
    self.run = run
    self.taskCreatedAt = taskCreatedAt
  }
}
