/// Tells whether the server can work.
public enum GetHealth: Operation {
  /// The state.
  public struct Reply: Sendable, Codable {
    /// Whether the database answers.
    public let database: Bool

    /// A state.
    public init(database: Bool) { self.database = database }
  }
  /// `GET /health`
  public static let route = Route(.get, "health")
  /// Open.
  public static let access = Access.open
  /// What it does.
  public static let summary = "Tell whether the server can work"
}
