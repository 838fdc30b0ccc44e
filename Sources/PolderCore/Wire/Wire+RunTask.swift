extension Wire {
  /// A task inside a run: a task without its runs.
  public struct RunTask: Sendable, Codable {
    /// Where it stands, derived from its runs.
    public let status: String
    /// When it completed.
    public let finishedAt: Timestamp?
    /// The collaboration.
    public let collaboration: Link<Entities.Collaboration>?
    /// Where its results are.
    public let results: String
    /// The task whose algorithm made it.
    public let parent: Link<Entities.Task>?
    /// Where the tasks that its algorithm made are.
    public let children: String
    /// The organization that started it.
    public let initOrg: Link<Entities.Organization>?
    /// The user who started it.
    public let initUser: Link<Entities.Authenticatable>?
    /// The databases it asks for.
    public let databases: [TaskDatabase]
    /// The study.
    public let study: Link<Entities.Study>?
    /// The algorithm store.
    public let algorithmStore: Link<Entities.AlgorithmStore>?
    /// The id.
    public let id: TaskID
    /// The name.
    public let name: String?
    /// What it is for.
    public let description: String?
    /// The image of the algorithm.
    public let image: String?
    /// The number that all tasks of its tree share.
    public let jobID: JobID?
    /// When it was made.
    public let createdAt: Timestamp?

    /// A task.
    public init(
      status: String, finishedAt: Timestamp?, collaboration: Link<Entities.Collaboration>?,
      results: String, parent: Link<Entities.Task>?, children: String,
      initOrg: Link<Entities.Organization>?, initUser: Link<Entities.Authenticatable>?, databases: [TaskDatabase],
      study: Link<Entities.Study>?, algorithmStore: Link<Entities.AlgorithmStore>?, id: TaskID, name: String?,
      description: String?, image: String?, jobID: JobID?, createdAt: Timestamp?
    ) {
      self.status = status
      self.finishedAt = finishedAt
      self.collaboration = collaboration
      self.results = results
      self.parent = parent
      self.children = children
      self.initOrg = initOrg
      self.initUser = initUser
      self.databases = databases
      self.study = study
      self.algorithmStore = algorithmStore
      self.id = id
      self.name = name
      self.description = description
      self.image = image
      self.jobID = jobID
      self.createdAt = createdAt
    }

    enum CodingKeys: String, CodingKey {
      case status
      case finishedAt = "finished_at"
      case collaboration
      case results
      case parent
      case children
      case initOrg = "init_org"
      case initUser = "init_user"
      case databases
      case study
      case algorithmStore = "algorithm_store"
      case id
      case name
      case description
      case image
      case jobID = "job_id"
      case createdAt = "created_at"
    }
  }
}
