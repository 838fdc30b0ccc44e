/// Stops everything that runs on a node.
public enum KillNodeTasks: Operation {
  /// Which node.
  public typealias Body = IDBody<Entities.Authenticatable>
  /// What was done.
  public typealias Reply = Wire.Message
  /// `POST /kill/node/tasks`
  public static let route = Route(.post, "kill/node/tasks")
  /// Who may.
  public static let access = Access([.user], .organizationInCollaboration(.event, .send))
  /// What it does.
  public static let summary = "Stops everything that runs on a node"
}
