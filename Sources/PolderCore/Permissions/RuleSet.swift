/// The rules that a principal has, own ones and those of its roles together.
public struct RuleSet: Hashable, Sendable {
  private var keys: Set<RuleKey>

  /// A set of rules.
  public init(_ keys: some Sequence<RuleKey>) { self.keys = Set(keys) }

  /// Whether the very rule is there.
  public func has(_ resource: Resource, _ scope: Scope, _ operation: RuleOperation) -> Bool {
    keys.contains(RuleKey(resource, scope, operation))
  }

  /// The widest scope in which the operation is allowed, or nil.
  public func widest(_ resource: Resource, _ operation: RuleOperation) -> Scope? {
    Scope.allCases.filter { has(resource, $0, operation) }.max()
  }

  /// Whether the operation is allowed in that scope or a wider one.
  public func covers(_ key: RuleKey) -> Bool {
    guard let widest = widest(key.resource, key.operation) else { return false }
    return widest >= key.scope
  }

  /// How many rules there are.
  public var count: Int { keys.count }
}
