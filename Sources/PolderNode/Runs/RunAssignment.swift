public import PolderCore

/// What the node needs to know of a run from its server, without its input.
public struct RunAssignment: Sendable, Codable {
  /// The run.
  public let run: RunID
  /// Its task.
  public let task: TaskID
  /// The tree of tasks.
  public let job: JobID?
  /// The task whose algorithm made the task.
  public let parent: TaskID?
  /// The collaboration.
  public let collaboration: CollaborationID
  /// The organization that executes.
  public let organization: OrganizationID
  /// The image.
  public let image: String
  /// The databases that the task asks for.
  public let databases: [Wire.TaskDatabase]
  /// Who started the task.
  public let user: UserID?
  /// The organization that started the task.
  public let initiator: OrganizationID?
  /// When the task was made.
  public let taskCreatedAt: Timestamp?
  /// The store that the task took its image from.
  public let store: AlgorithmStoreID?
  /// What its image was when the node looked it up; nil before that.
  public var resolved: ResolvedImage?
  /// Whether the server keeps input and result of the run beside its database; nil when an older node wrote it down.
  public var usesBlobs: Bool?
  /// How the result has to be sealed; nil before the input was opened, and without encryption.
  public var terms: ReplyTerms?

  /// An assignment.
  public init(
    run: RunID, task: TaskID, job: JobID? = nil, parent: TaskID? = nil, collaboration: CollaborationID,
    organization: OrganizationID, image: String, databases: [Wire.TaskDatabase] = [], user: UserID? = nil,
    initiator: OrganizationID? = nil, taskCreatedAt: Timestamp? = nil,
    store: AlgorithmStoreID? = nil, resolved: ResolvedImage? = nil
  ) {
    self.run = run
    self.task = task
    self.job = job
    self.parent = parent
    self.collaboration = collaboration
    self.organization = organization
    self.image = image
    self.databases = databases
    self.user = user
    self.initiator = initiator
    self.taskCreatedAt = taskCreatedAt
    self.store = store
    self.resolved = resolved
  }

  /// Reads a run of a list that holds its task; nil when it does not, or when the task is of another collaboration than
  /// the node.
  init?(_ run: Wire.Run, of node: NodeIdentity) {
    guard let task = run.task?.task, let image = task.image, !image.isEmpty,
      task.collaboration?.id == node.collaboration
    else { return nil }
    self.init(
      run: run.id, task: task.id, job: task.jobID, parent: task.parent?.id, collaboration: node.collaboration,
      organization: run.organization?.id ?? node.organization, image: image, databases: task.databases,
      user: task.initUser?.id, initiator: task.initOrg?.id, taskCreatedAt: task.createdAt,
      store: task.algorithmStore?.id)
    usesBlobs = run.blobStorageUsed
  }

  /// What the run is known by at a server.
  func key(at server: String) -> RunKey { RunKey(server: server, run: run, taskCreatedAt: taskCreatedAt) }

  /// Whether a run that the server shows with its task is this one, and not another of its number.
  func isShown(by shown: Wire.Run) -> Bool {
    guard let task = shown.task?.task else { return false }
    return shown.id == run && task.id == self.task && task.createdAt == taskCreatedAt
  }
}
