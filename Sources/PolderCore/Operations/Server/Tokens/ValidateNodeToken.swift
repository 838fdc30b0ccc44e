/// Tells of which node a token is: how an algorithm store makes sure of a node.
public enum ValidateNodeToken: Operation {
  /// The node.
  public typealias Reply = Wire.NodeValidation
  /// `POST /token/node/validate`
  public static let route = Route(.post, "token/node/validate")
  /// Nodes.
  public static let access = Access([.node], .nothing)
  /// What it does.
  public static let summary = "Tells of which node a token is"
}
