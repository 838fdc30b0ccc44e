public import PolderCore

/// A run that may use the proxy.
public struct ProxyRegistration: Sendable {
  /// The run.
  public let run: RunID
  /// Its task.
  public let task: TaskID
  /// The image of the task; subtasks have to have the same.
  public let image: String
  /// The collaboration.
  public let collaboration: CollaborationID
  /// The run's token, which requests have to carry.
  public let token: String
  /// The folder for the socket: it exists, mode 0700, and belongs to this run alone.
  public let folder: String
  /// Seals and opens what passes; nil hands everything on as in a collaboration without encryption.
  var payloads: SubtaskPayloads?

  /// A registration.
  public init(
    run: RunID, task: TaskID, image: String, collaboration: CollaborationID, token: String, folder: String
  ) {
    self.run = run
    self.task = task
    self.image = image
    self.collaboration = collaboration
    self.token = token
    self.folder = folder
  }
}
