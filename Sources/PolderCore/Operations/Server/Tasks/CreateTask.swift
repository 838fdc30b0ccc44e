/// Makes a task and a run for each organization.
public enum CreateTask: Operation {
  /// What to run, where, and on what.
  public struct Body: RequestBody {
    /// The image of the algorithm.
    public var image = ""
    /// Who shall run it, each with its input.
    public var organizations: [Wire.TaskInput] = []
    /// The collaboration.
    public var collaborationID: CollaborationID?
    /// The study.
    public var studyID: StudyID?
    /// The name.
    public var name: String?
    /// What it is for.
    public var description: String?
    /// The algorithm store to take the image from.
    public var storeID: AlgorithmStoreID?
    /// The address under which the store knows this server.
    public var serverUrl: String?
    /// The databases it asks for.
    public var databases: [Wire.DatabaseRequest]?

    /// Nothing given.
    public init() {}

    /// The fields.
    public static let fields: [BodyField<Self>] = [
      .init(required: "image", \.image, .shortest(1), .longest(1_024)),
      .init(required: "organizations", \.organizations, .someOrganization),
      .init("collaboration_id", \.collaborationID),
      .init("study_id", \.studyID),
      .init("name", \.name, .name),
      .init("description", \.description, .longest(1024)),
      .init("store_id", \.storeID),
      .init("server_url", \.serverUrl, .url),
      .init("databases", \.databases, nullable: true, .databases),
    ]

    /// A collaboration or a study has to be named.
    public func problems() -> [String] {
      collaborationID == nil && studyID == nil ? ["Collaboration_id or study_id is required"] : []
    }
  }
  /// The task.
  public typealias Reply = Wire.Task
  /// `POST /task`
  public static let route = Route(.post, "task")
  /// Who may.
  public static let access = Access(
    [.user, .container],
    .all([
      .refusing("You can only create tasks for collaborations you are participating in!", .participant),
      .whenKind(.user, .collaboration(.task, .create)),
      .whenKind(.container, .refusing("Container-token is not valid", .ownTask)),
    ]))
  /// What it does.
  public static let summary = "Makes a task and a run for each organization"
  /// Made.
  public static let status = 201
}
