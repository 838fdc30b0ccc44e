/// Tells the columns of a database where a node has told them, else makes a task that asks.
public enum FindColumns: Operation {
  /// Of which database, where.
  public struct Body: RequestBody {
    /// The label of the database.
    public var label = ""
    /// The collaboration.
    public var collaborationID = CollaborationID(0)
    /// Who shall run the task, each with its input.
    public var organizations: [Wire.TaskInput] = []
    /// The sheet of a workbook.
    public var sheetName: String?
    /// The query of a database that needs one.
    public var query: String?

    /// Nothing given.
    public init() {}

    /// The fields.
    public static let fields: [BodyField<Self>] = [
      .init(required: "db_label", \.label, .shortest(1), .longest(512)),
      .init(required: "collaboration_id", \.collaborationID, .positive),
      .init(required: "organizations", \.organizations, .someOrganization),
      .init("sheet_name", \.sheetName),
      .init("query", \.query),
    ]
  }
  /// The columns, or the task.
  public typealias Reply = Wire.Columns
  /// `POST /column`
  public static let route = Route(.post, "column")
  /// Who may.
  public static let access = Access([.user], .collaboration(.task, .create))
  /// What it does.
  public static let summary = "Tells the columns of a database, or makes the task that asks for them"
  /// A task was made; 200 when the columns are known.
  public static let status = 201
}
