/// Lists tasks, the newest first.
public enum ListTasks: Operation {
  /// What to look for.
  public struct Query: QueryParameters {
    /// Only those of this collaboration.
    public var collaborationID: CollaborationID?
    /// Only those of this study.
    public var studyID: StudyID?
    /// Only those from this store.
    public var storeID: AlgorithmStoreID?
    /// Only those that this organization started.
    public var initOrgID: OrganizationID?
    /// Only those that this user started.
    public var initUserID: UserID?
    /// Only those that this task made.
    public var parentID: TaskID?
    /// Only those of this tree.
    public var jobID: JobID?
    /// Only the one with this run.
    public var runID: RunID?
    /// A pattern for the name.
    public var name: String?
    /// A pattern for the image.
    public var image: String?
    /// A pattern for the description.
    public var description: String?
    /// A database they ask for.
    public var database: String?
    /// Where they stand.
    public var status: String?
    /// 0 for those that an algorithm made, otherwise those that a user made.
    public var isUserCreated: Int64?
    /// What to put in place of addresses.
    public var include: [String] = []
    /// Page, size and order.
    public var page = PageRequest()

    /// Nothing in particular.
    public init() {}

    /// The parameters.
    public static let fields: [QueryField<Self>] =
      [
        .init("collaboration_id", \.collaborationID),
        .init("study_id", \.studyID),
        .init("store_id", \.storeID),
        .init("init_org_id", \.initOrgID),
        .init("init_user_id", \.initUserID),
        .init("parent_id", \.parentID),
        .init("job_id", \.jobID),
        .init("run_id", \.runID),
        .init("name", \.name),
        .init("image", \.image),
        .init("description", \.description),
        .init("database", \.database),
        .init("status", \.status),
        .init("is_user_created", \.isUserCreated),
        .init("include", words: \.include),
      ] + QueryField.paging(\.page)
  }
  /// One page.
  public typealias Reply = Wire.Page<Wire.Task>
  /// `GET /task`
  public static let route = Route(.get, "task")
  /// Who may.
  public static let access = Access(
    [.user, .node, .container],
    .all([
      .atLeast(.own, .task, .view),
      .whenCollaboration(
        .refusing(
          "You lack the permission to view tasks from collaboration {collaboration}!", .collaboration(.task, .view))),
      .whenOrganization(
        .refusing(
          "You lack the permission to view tasks from organization id={organization}!", .organization(.task, .view))),
    ]))
  /// What it does.
  public static let summary = "Lists tasks, the newest first"
}
