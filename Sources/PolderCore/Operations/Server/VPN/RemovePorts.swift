/// Forgets the ports of a run.
public enum RemovePorts: Operation {
  /// Of which run.
  public struct Query: QueryParameters {
    /// The run; it has to be named.
    public var runID: RunID?

    /// Nothing in particular.
    public init() {}

    /// The parameters.
    public static let fields: [QueryField<Self>] = [.init("run_id", \.runID)]
  }
  /// What was done.
  public typealias Reply = Wire.Message
  /// `DELETE /port`
  public static let route = Route(.delete, "port")
  /// Who may.
  public static let access = Access([.node], .ownRun, refusal: "You lack the permissions to do that!")
  /// What it does.
  public static let summary = "Forgets the ports of a run"
}
