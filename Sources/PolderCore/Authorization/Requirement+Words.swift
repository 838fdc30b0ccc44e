extension Requirement {
  /// What is required, as sentences that hold all together; none when nothing is required.
  public var words: [String] {
    switch self {
    case .nothing: []
    case .all(let requirements): requirements.flatMap(\.words)
    case .refusing(_, let inner): inner.words
    case .whenOrganization(let inner): inner.words.map { "where an organization is named: \($0)" }
    case .whenCollaboration(let inner): inner.words.map { "where a collaboration is named: \($0)" }
    case .whenKind(let kind, let inner): inner.words.map { "for a \(kind.rawValue): \($0)" }
    case .any(let requirements):
      [requirements.map { $0.words.joined(separator: ", and ") }.filter { !$0.isEmpty }.joined(separator: "; or ")]
    default: [ruleWords ?? identityWords]
    }
  }

  /// Requirements that a rule fulfils.
  private var ruleWords: String? {
    func rule(_ resource: Resource, _ operation: RuleOperation) -> String {
      "`\(resource.rawValue) \(operation.rawValue.lowercased())`"
    }
    return switch self {
    case .atLeast(.own, let resource, let operation): "\(rule(resource, operation)) in any scope"
    case .atLeast(.global, let resource, let operation): "\(rule(resource, operation)) in global scope"
    case .atLeast(let scope, let resource, let operation):
      "\(rule(resource, operation)) in \(scope.rawValue.lowercased()) scope or a wider one"
    case .organization(let resource, let operation): "\(rule(resource, operation)) over the organization"
    case .organizationInCollaboration(let resource, let operation):
      "\(rule(resource, operation)) over the organization in its collaboration"
    case .collaboration(let resource, let operation): "\(rule(resource, operation)) over the collaboration"
    case .memberOfCollaboration(let resource, let operation):
      "\(rule(resource, operation)) in global scope, or in organization scope as a member of the collaboration"
    case .study(let resource, let operation): "\(rule(resource, operation)) over the study"
    case .creator(let resource, let operation): "\(rule(resource, operation)) in own scope, for what one made oneself"
    case .itselfWithRule(let resource, let operation): "\(rule(resource, operation)) in own scope, for oneself"
    default: nil
    }
  }

  /// Requirements that are fulfilled by who one is.
  private var identityWords: String {
    switch self {
    case .itself: "it is about oneself"
    case .participant: "one's organization takes part in the collaboration"
    case .ownRun: "the run is one's own"
    case .ownCollaboration: "the collaboration is one's own"
    case .ownTask: "the task is made below one's own, with its image, while that one runs"
    case .ownOrganization: "the organization is one's own"
    case .handOut: "every rule that is given or taken away is one's own, too"
    case .holder: "the role is one's own"
    case .defaultRole: "the role is one that every server has"
    default: "nothing"
    }
  }
}
