/// Tells how a run stands.
public enum UpdateRun: Operation {
  /// The id in the path.
  public typealias Path = RunID
  /// What changes; what is absent stays (deviation 10).
  public struct Body: RequestBody {
    /// When it was taken up.
    public var startedAt: Timestamp?
    /// When it ended.
    public var finishedAt: Timestamp?
    /// What the algorithm printed.
    public var log: String?
    /// The result, encrypted or as base64, or the id of a blob.
    public var result: String?
    /// Where it stands.
    public var status: String?

    /// Nothing given.
    public init() {}

    /// The fields.
    public static let fields: [BodyField<Self>] = [
      .init("started_at", \.startedAt),
      .init("finished_at", \.finishedAt),
      .init("log", \.log),
      .init("result", \.result),
      .init("status", \.status, .oneOf(RunStatus.allCases.map(\.rawValue))),
    ]
  }
  /// The run.
  public typealias Reply = Wire.Run
  /// `PATCH /run/<id>`
  public static let route = Route(.patch, "run/<id>")
  /// Who may.
  public static let access = Access([.node], .ownRun, refusal: "This is not your algorithm run to PATCH!")
  /// What it does.
  public static let summary = "Tells how a run stands"
}
