extension Authorizer {
  static func judgeSingle(_ requirement: Requirement, _ principal: Principal, _ facts: Facts) -> Judgement {
    switch requirement {
    case .atLeast(let minimum, let resource, let operation):
      guard let widest = principal.rules.widest(resource, operation), widest >= minimum else { return .refused(nil) }
      return .allowed(widest, reason(resource, widest, operation))
    case .organization(let resource, let operation):
      return judgeOrganization(resource, operation, principal, facts) {
        guard let organization = facts.organization, principal.collaborators.contains(organization) else {
          return false
        }
        return !awaitsConfirmation(resource, operation) || !principal.unconfirmed.contains(organization)
      }
    case .organizationInCollaboration(let resource, let operation):
      return judgeOrganization(resource, operation, principal, facts) { isInCollaboration(principal, facts) }
    case .study(let resource, let operation):
      if principal.rules.has(resource, .global, operation) { return grant(resource, .global, operation) }
      if principal.rules.has(resource, .collaboration, operation), isInCollaboration(principal, facts) {
        return grant(resource, .collaboration, operation)
      }
      if principal.rules.has(resource, .organization, operation), let own = principal.organization,
        facts.members.contains(own)
      {
        return grant(resource, .organization, operation)
      }
    case .collaboration(let resource, let operation):
      if principal.rules.has(resource, .global, operation) { return grant(resource, .global, operation) }
      if principal.rules.has(resource, .collaboration, operation), isInCollaboration(principal, facts) {
        return grant(resource, .collaboration, operation)
      }
    case .memberOfCollaboration(let resource, let operation):
      if principal.rules.has(resource, .global, operation) { return grant(resource, .global, operation) }
      if principal.rules.has(resource, .organization, operation), isInCollaboration(principal, facts) {
        return grant(resource, .organization, operation)
      }
    case .creator(let resource, let operation):
      if let id = principal.id, facts.creator == id, principal.rules.has(resource, .own, operation) {
        return grant(resource, .own, operation)
      }
    case .itselfWithRule(let resource, let operation):
      if let id = principal.id, facts.subject == id, principal.rules.has(resource, .own, operation) {
        return grant(resource, .own, operation)
      }
    default: return judgeIdentity(requirement, principal, facts)
    }
    return .refused(nil)
  }

  private static func judgeIdentity(
    _ requirement: Requirement, _ principal: Principal, _ facts: Facts
  ) -> Judgement {
    switch (requirement, principal.identity) {
    case (.itself, .user(let id, _)) where facts.subject == id,
      (.itself, .node(let id, _, _)) where facts.subject == id:
      return .allowed(nil, "itself")
    case (.holder, _) where facts.isHeld: return .allowed(nil, "own role")
    case (.defaultRole, _) where facts.isDefaultRole: return .allowed(nil, "a role that every server has")
    case (.participant, _) where isInCollaboration(principal, facts):
      return .allowed(nil, "takes part in the collaboration")
    case (.ownOrganization, _) where facts.organization != nil && facts.organization == principal.organization:
      return .allowed(nil, "own organization")
    case (.ownRun, .node(_, _, .some(let collaboration)))
    where facts.organization == principal.organization && facts.collaboration == collaboration:
      return .allowed(nil, "own run")
    case (.ownCollaboration, .node(_, _, .some(let collaboration)))
    where facts.collaboration == collaboration && isInCollaboration(principal, facts):
      return .allowed(nil, "own collaboration")
    case (.ownTask, .container(let claims))
    where facts.image == claims.image && facts.parentImage == claims.image && facts.parentIsOpen
      && facts.collaboration == claims.collaborationID:
      return .allowed(nil, "own task")
    default: return .refused(nil)
    }
  }

  private static func judgeOrganization(
    _ resource: Resource, _ operation: RuleOperation, _ principal: Principal, _ facts: Facts,
    collaborates: () -> Bool
  ) -> Judgement {
    let rules = principal.rules
    if rules.has(resource, .global, operation) { return grant(resource, .global, operation) }
    if rules.has(resource, .organization, operation), let own = principal.organization, own == facts.organization {
      return grant(resource, .organization, operation)
    }
    if rules.has(resource, .collaboration, operation), collaborates() {
      return grant(resource, .collaboration, operation)
    }
    return .refused(nil)
  }

  /// What is closed over an organization that somebody else brought into a collaboration, until it was confirmed: its
  /// users, its roles and its record (deviation 34).
  private static func awaitsConfirmation(_ resource: Resource, _ operation: RuleOperation) -> Bool {
    switch resource {
    case .user, .role: operation != .view
    case .organization: operation == .edit
    default: false
    }
  }

  private static func isInCollaboration(_ principal: Principal, _ facts: Facts) -> Bool {
    guard let collaboration = facts.collaboration else { return false }
    return principal.collaborations.contains(collaboration)
  }

  private static func grant(_ resource: Resource, _ scope: Scope, _ operation: RuleOperation) -> Judgement {
    .allowed(scope, reason(resource, scope, operation))
  }

  private static func reason(_ resource: Resource, _ scope: Scope, _ operation: RuleOperation) -> String {
    RuleKey(resource, scope, operation).description
  }
}
