/// What is required of a caller. Every special condition is a case here and judged by the authorizer alone.
public indirect enum Requirement: Sendable {
  /// Nothing beyond being an accepted kind of caller.
  case nothing
  /// A rule for the resource and operation in that scope or a wider one; the widest is granted.
  case atLeast(Scope, Resource, RuleOperation)
  /// Permission over `Facts.organization`: global; own organization with organization scope; an organization in any
  /// collaboration of one's own with collaboration scope.
  case organization(Resource, RuleOperation)
  /// Permission over `Facts.organization` in `Facts.collaboration`: global; own organization with organization scope;
  /// own collaboration with collaboration scope.
  case organizationInCollaboration(Resource, RuleOperation)
  /// Permission over `Facts.collaboration`: global, or own collaboration with collaboration scope.
  case collaboration(Resource, RuleOperation)
  /// The rule of that very scope, global, or membership of `Facts.collaboration` with organization scope.
  case memberOfCollaboration(Resource, RuleOperation)
  /// Permission over a study: global; `Facts.collaboration` is one's own with collaboration scope; the own organization
  /// is one of `Facts.members` with organization scope.
  case study(Resource, RuleOperation)
  /// The own-scope rule, and `Facts.creator` is the caller.
  case creator(Resource, RuleOperation)
  /// `Facts.subject` is the caller.
  case itself
  /// The own-scope rule, and `Facts.subject` is the caller.
  case itselfWithRule(Resource, RuleOperation)
  /// The caller's organization takes part in `Facts.collaboration`.
  case participant
  /// A node whose organization and collaboration are those of the facts (deviation 30).
  case ownRun
  /// A node whose collaboration is `Facts.collaboration`, as long as its organization takes part there.
  case ownCollaboration
  /// A container whose claims agree with the facts: image equal (deviation 53), collaboration equal, task unfinished.
  case ownTask
  /// `Facts.organization` is the caller's own.
  case ownOrganization
  /// Every rule in `Facts.handedOut` is covered by the caller's own rules.
  case handOut
  /// The role that it is about is the caller's, `Facts.isHeld`.
  case holder
  /// The role that it is about is one that every server has, `Facts.isDefaultRole`.
  case defaultRole
  /// The requirement, only when `Facts.organization` is known.
  case whenOrganization(Requirement)
  /// The requirement, only when `Facts.collaboration` is known.
  case whenCollaboration(Requirement)
  /// The requirement, only for one kind of caller; other kinds fulfil it.
  case whenKind(PrincipalKind, Requirement)
  /// The requirement with a text for its refusal; `{organization}` and `{collaboration}` are filled in.
  case refusing(String, Requirement)
  /// All of them; the first that is not fulfilled is the refusal. The widest scope that any grants is granted.
  case all([Requirement])
  /// One of them; none fulfilled: the refusal of the last.
  case any([Requirement])
}
