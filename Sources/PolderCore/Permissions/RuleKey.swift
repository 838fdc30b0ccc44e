/// What a rule says, whatever its number is in a database.
public struct RuleKey: Hashable, Sendable, CustomStringConvertible {
  /// What it is about.
  public let resource: Resource
  /// How far it reaches.
  public let scope: Scope
  /// What it lets one do.
  public let operation: RuleOperation

  /// The rule about a resource, of a scope, for an operation.
  public init(_ resource: Resource, _ scope: Scope, _ operation: RuleOperation) {
    self.resource = resource
    self.scope = scope
    self.operation = operation
  }

  /// `resource|scope|operation` in lower case.
  public var description: String {
    "\(resource.rawValue)|\(scope.rawValue.lowercased())|\(operation.rawValue.lowercased())"
  }
}
