import PolderCore
import Testing

@Suite("The authorizer")
struct AuthorizerTests {
  static let own = OrganizationID(1)
  static let partner = OrganizationID(2)
  static let stranger = OrganizationID(3)
  static let shared = CollaborationID(10)
  static let foreign = CollaborationID(20)

  static func user(_ rules: [RuleKey], id: Int64 = 5) -> Principal {
    Principal(
      .user(id: UserID(id), username: "ada"), organization: own, collaborations: [shared],
      collaborators: [own, partner], rules: RuleSet(rules))
  }

  static let node = Principal(
    .node(id: NodeID(7), name: "n", collaboration: shared), organization: own, collaborations: [shared],
    collaborators: [own, partner], rules: RuleSet(DefaultRole.node.rules))

  static func container(image: String = "a:1") -> Principal {
    let claims = ContainerClaims(
      nodeID: NodeID(7), organizationID: own, collaborationID: shared, studyID: nil, storeID: nil, taskID: TaskID(1),
      image: image, databases: [])
    return Principal(
      .container(claims), organization: own, collaborations: [shared], collaborators: [own, partner],
      rules: RuleSet(DefaultRole.container.rules))
  }

  private func isAllowed(_ requirement: Requirement, _ principal: Principal, _ facts: Facts) -> Bool {
    let access = Access(Set(PrincipalKind.allCases), requirement)
    // The refusal itself is looked at in other tests.
    return (try? Authorizer.authorize(access, principal: principal, facts: facts)) != nil
  }

  @Test(
    "permission over an organization: global all, collaboration the partners, organization the own",
    arguments: [
      (Scope.global, [true, true, true]), (.collaboration, [true, true, false]), (.organization, [true, false, false]),
      (.own, [false, false, false]),
    ])
  func organization(scope: Scope, expected: [Bool]) {
    let principal = Self.user([RuleKey(.user, scope, .view)])
    let organizations = [Self.own, Self.partner, Self.stranger]
    #expect(
      organizations.map { isAllowed(.organization(.user, .view), principal, Facts(organization: $0)) } == expected)
    #expect(!isAllowed(.organization(.user, .edit), principal, Facts(organization: Self.own)))
    #expect(isAllowed(.organization(.user, .view), principal, Facts()) == (scope == .global))
  }

  @Test("what a partner did elsewhere is not seen by collaboration scope")
  func collaborationReallyShared() {
    let principal = Self.user([RuleKey(.task, .collaboration, .view)])
    let requirement = Requirement.organizationInCollaboration(.task, .view)
    #expect(isAllowed(requirement, principal, Facts(organization: Self.partner, collaboration: Self.shared)))
    #expect(!isAllowed(requirement, principal, Facts(organization: Self.partner, collaboration: Self.foreign)))
  }

  @Test("deviation 34: users, roles and record of an unconfirmed partner are closed, the rest is open")
  func unconfirmed() {
    let rules = [
      RuleKey(.user, .collaboration, .edit), RuleKey(.role, .collaboration, .create),
      RuleKey(.organization, .collaboration, .edit), RuleKey(.organization, .collaboration, .view),
      RuleKey(.user, .collaboration, .view), RuleKey(.node, .collaboration, .create),
    ]
    let principal = Principal(
      .user(id: UserID(5), username: "ada"), organization: Self.own, collaborations: [Self.shared],
      collaborators: [Self.own, Self.partner, Self.stranger], unconfirmed: [Self.partner], rules: RuleSet(rules))
    func may(_ resource: Resource, _ operation: RuleOperation, _ organization: OrganizationID) -> Bool {
      isAllowed(.organization(resource, operation), principal, Facts(organization: organization))
    }
    for (resource, operation) in [(Resource.user, RuleOperation.edit), (.role, .create), (.organization, .edit)] {
      #expect(!may(resource, operation, Self.partner))
      #expect(may(resource, operation, Self.stranger))
    }
    #expect(
      may(.user, .view, Self.partner) && may(.organization, .view, Self.partner) && may(.node, .create, Self.partner))
    let root = Self.user([RuleKey(.user, .global, .edit)])
    #expect(isAllowed(.organization(.user, .edit), root, Facts(organization: Self.partner)))
  }

  @Test(
    "permission over a study: global all, collaboration those of own collaborations, organization where it takes part")
  func study() {
    func allowed(_ scope: Scope, _ collaboration: CollaborationID, _ members: Set<OrganizationID>) -> Bool {
      let principal = Self.user([RuleKey(.study, scope, .edit)])
      return isAllowed(.study(.study, .edit), principal, Facts(collaboration: collaboration, members: members))
    }
    #expect(allowed(.global, Self.foreign, []))
    #expect(allowed(.collaboration, Self.shared, []) && !allowed(.collaboration, Self.foreign, [Self.own]))
    #expect(allowed(.organization, Self.foreign, [Self.own]) && !allowed(.organization, Self.shared, [Self.partner]))
    #expect(!allowed(.own, Self.shared, [Self.own]))
  }

  @Test("a node whose organization left its collaboration sees nothing of it")
  func leftNode() {
    let left = Principal(
      .node(id: NodeID(7), name: "n", collaboration: Self.shared), organization: Self.own, collaborations: [],
      collaborators: [], rules: RuleSet(DefaultRole.node.rules))
    #expect(isAllowed(.ownCollaboration, Self.node, Facts(collaboration: Self.shared)))
    #expect(!isAllowed(.ownCollaboration, left, Facts(collaboration: Self.shared)))
    #expect(isAllowed(.ownRun, left, Facts(organization: Self.own, collaboration: Self.shared)))
  }

  @Test("own scope is for one's own things, and never for a container")
  func creator() {
    let rules = [RuleKey(.task, .own, .view)]
    #expect(isAllowed(.creator(.task, .view), Self.user(rules), Facts(creator: UserID(5))))
    #expect(!isAllowed(.creator(.task, .view), Self.user(rules), Facts(creator: UserID(6))))
    #expect(!isAllowed(.creator(.task, .view), Self.user(rules), Facts()))
    #expect(!isAllowed(.creator(.task, .view), Self.container(), Facts()))
  }

  @Test("a node touches runs of its own organization in its own collaboration only (deviation 30)")
  func ownRun() {
    let mine = Facts(organization: Self.own, collaboration: Self.shared)
    #expect(isAllowed(.ownRun, Self.node, mine))
    #expect(!isAllowed(.ownRun, Self.node, Facts(organization: Self.own, collaboration: Self.foreign)))
    #expect(!isAllowed(.ownRun, Self.node, Facts(organization: Self.partner, collaboration: Self.shared)))
    #expect(!isAllowed(.ownRun, Self.user(RuleKey.catalogue.map(\.key)), mine))
  }

  @Test("a container makes tasks of its very image, in its collaboration, while its run is open (deviations 20, 53)")
  func ownTask() {
    var facts = Facts(collaboration: Self.shared, image: "a:1", parentImage: "a:1", parentIsOpen: true)
    #expect(isAllowed(.ownTask, Self.container(), facts))
    #expect(!isAllowed(.ownTask, Self.container(image: "b:1"), facts))
    facts.image = "evil/a:1"
    #expect(!isAllowed(.ownTask, Self.container(), facts))
    facts.image = "a:1"
    facts.parentIsOpen = false
    #expect(!isAllowed(.ownTask, Self.container(), facts))
    facts.parentIsOpen = true
    facts.collaboration = Self.foreign
    #expect(!isAllowed(.ownTask, Self.container(), facts))
  }

  @Test("nobody hands out what one does not have, and the refusal names it")
  func handOut() {
    let access = Access([.user], .handOut)
    let principal = Self.user([RuleKey(.user, .collaboration, .view)])
    #expect(throws: Never.self) {
      try Authorizer.authorize(
        access, principal: principal, facts: Facts(handedOut: [RuleKey(.user, .organization, .view)]))
    }
    let refusal = #expect(throws: RequestRefusal.self) {
      try Authorizer.authorize(access, principal: principal, facts: Facts(handedOut: [RuleKey(.user, .global, .view)]))
    }
    #expect(refusal?.message == "You don't have the rule (user, global, view)")
    #expect(refusal?.status == 401)
  }

  @Test("the wrong kind of caller is refused with 403 (deviation 1), nobody at all with 401")
  func kinds() {
    let access = Access([.user], .nothing)
    let wrong = #expect(throws: RequestRefusal.self) {
      try Authorizer.authorize(access, principal: Self.node, facts: Facts())
    }
    #expect(wrong?.status == 403)
    let nobody = #expect(throws: RequestRefusal.self) {
      try Authorizer.authorize(access, principal: nil, facts: Facts())
    }
    #expect(nobody?.status == 401)
  }

  @Test("refusal texts are filled with what the request named")
  func texts() {
    let access = Access([.user], .refusing("not organization {organization} in {collaboration}!", .itself))
    let refusal = #expect(throws: RequestRefusal.self) {
      try Authorizer.authorize(access, principal: Self.user([]), facts: Facts(organization: Self.partner))
    }
    #expect(refusal?.message == "not organization 2 in None!")
  }

  @Test("the widest of several granted scopes is granted")
  func scope() throws {
    let rules = [RuleKey(.run, .own, .view), RuleKey(.run, .collaboration, .view)]
    let access = Access([.user], .all([.atLeast(.own, .run, .view), .whenOrganization(.itself)]))
    let grant = try Authorizer.authorize(access, principal: Self.user(rules), facts: Facts())
    #expect(grant.scope == .collaboration)
    #expect(grant.reason.contains("run|collaboration|view"))
  }

  @Test("with no rule at all only open operations and those for every accepted caller are allowed")
  func nothing() {
    let facts = Facts(organization: Self.own, collaboration: Self.shared, creator: UserID(5), subject: UserID(6))
    let refused = ServerCatalogue.operations.filter { operation in
      let access = operation.access
      return (try? Authorizer.authorize(access, principal: Self.user([]), facts: facts)) == nil
    }
    let allowed = ServerCatalogue.operations.filter { operation in
      !refused.contains { $0.name == operation.name }
    }.map { $0.name }
    #expect(
      allowed.sorted() == [
        "ChangePassword", "DescribeAPI", "GetBlobStatus", "GetHealth", "GetRule", "GetVersion", "ListEvents",
        "ListRoles", "ListRules", "LogIn", "LogInNode", "RefreshToken", "RequestPasswordReset",
        "RequestSecondFactorReset", "ResetPassword", "ResetSecondFactor", "ValidateUserToken",
      ])
  }
}
