import PolderCore

/// A caller of the small world and what the contract's text lets it do, written down apart from the server's code.
struct Actor: Sendable {
  let caller: Caller
  let organization: Int64
  let collaborations: Set<Int64>
  let rules: Set<RuleKey>
  /// The node's or container's own collaboration.
  let home: Int64?
  let userID: Int64?

  static let all: [Actor] = users + nodes + containers

  private static func collaborations(of organization: Int64) -> Set<Int64> {
    Set(SmallWorld.members.filter { $0.value.contains(organization) }.keys)
  }

  private static let users: [Actor] =
    SmallWorld.organizations.flatMap { organization in
      SmallWorld.roles.map { digit, role in
        let id = SmallWorld.user(organization, digit)
        return Actor(
          caller: .user(id), organization: organization, collaborations: collaborations(of: organization),
          rules: Set(role?.rules ?? []), home: nil, userID: id)
      }
    } + [
      Actor(
        caller: .root, organization: 1, collaborations: [], rules: Set(DefaultRole.root.rules), home: nil, userID: 1)
    ]

  private static let nodes = SmallWorld.nodes.map { node in
    Actor(
      caller: .node(node.id), organization: node.organization, collaborations: [node.collaboration],
      rules: Set(DefaultRole.node.rules), home: node.collaboration, userID: nil)
  }

  private static let containers = SmallWorld.runs.compactMap { run -> Actor? in
    guard let task = SmallWorld.tasks.first(where: { $0.id == run.task }) else { return nil }
    return Actor(
      caller: SmallWorld.container(of: run), organization: run.organization, collaborations: [task.collaboration],
      rules: Set(DefaultRole.container.rules), home: task.collaboration, userID: nil)
  }

  var kind: PrincipalKind { caller.kind ?? .user }

  func has(_ resource: Resource, _ scope: Scope, _ operation: RuleOperation) -> Bool {
    rules.contains(RuleKey(resource, scope, operation))
  }

  /// `org(op, O)` of the contract.
  func may(_ resource: Resource, _ operation: RuleOperation, organization other: Int64) -> Bool {
    let partners = SmallWorld.members.filter { collaborations.contains($0.key) }.values.reduce(into: Set()) {
      $0.formUnion($1)
    }
    return has(resource, .global, operation) || (has(resource, .organization, operation) && other == organization)
      || (has(resource, .collaboration, operation) && partners.contains(other))
  }

  /// Permission over a node: collaboration scope reaches the nodes of one's own collaborations (deviation 43).
  func may(_ operation: RuleOperation, node: SmallWorld.Node) -> Bool {
    has(.node, .global, operation) || (has(.node, .organization, operation) && node.organization == organization)
      || (has(.node, .collaboration, operation) && collaborations.contains(node.collaboration))
  }

  /// `orgcol(op, O, C)` of the contract, and a node's own collaboration (deviation 30).
  func may(_ resource: Resource, _ operation: RuleOperation, of task: SmallWorld.Task) -> Bool {
    if let home, home != task.collaboration { return false }
    return has(resource, .global, operation)
      || (has(resource, .organization, operation) && task.organization == organization)
      || (has(resource, .collaboration, operation) && collaborations.contains(task.collaboration))
      || (has(resource, .own, operation) && task.user == userID)
  }

  /// `col(op, C)` of the contract.
  func may(_ resource: Resource, _ operation: RuleOperation, collaboration: Int64) -> Bool {
    has(resource, .global, operation)
      || (has(resource, .collaboration, operation) && collaborations.contains(collaboration))
  }

  /// The contract's check for a study, and a node's or container's own collaboration.
  func may(_ operation: RuleOperation, study: SmallWorld.Study) -> Bool {
    if kind != .user, !collaborations.contains(study.collaboration) { return false }
    return may(.study, operation, collaboration: study.collaboration)
      || (has(.study, .organization, operation) && study.members.contains(organization))
  }

  /// Whether an organization takes part in a node's collaboration, or started one of its tasks (deviation 30).
  func isConcerned(_ other: Int64) -> Bool {
    guard let home else { return false }
    return other == organization || SmallWorld.members[home, default: []].contains(other)
      || SmallWorld.tasks.contains { $0.collaboration == home && $0.organization == other }
  }
}
