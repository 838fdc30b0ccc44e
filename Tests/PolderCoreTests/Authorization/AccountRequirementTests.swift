import PolderCore
import Testing

struct AccountRequirementTests {
  private func user(_ rules: [RuleKey], isForValidationOnly: Bool = false) -> Principal {
    Principal(
      .user(id: UserID(6), username: "u"), organization: OrganizationID(1), collaborations: [], collaborators: [],
      rules: RuleSet(rules), isForValidationOnly: isForValidationOnly)
  }

  private func isAllowed(_ access: Access, _ principal: Principal, _ facts: Facts) -> Bool {
    (try? Authorizer.authorize(access, principal: principal, facts: facts)) != nil
  }

  @Test("a role is shown to who has it, and a default role to who may look at roles of the own organization")
  func roles() {
    let foreign = OrganizationID(2)
    #expect(!isAllowed(GetRole.access, user([]), Facts(organization: foreign)))
    #expect(isAllowed(GetRole.access, user([]), Facts(organization: foreign, isHeld: true)))
    #expect(!isAllowed(GetRole.access, user([]), Facts(isDefaultRole: true)))
    let viewer = user([RuleKey(.role, .organization, .view)])
    #expect(isAllowed(GetRole.access, viewer, Facts(isDefaultRole: true)))
    #expect(!isAllowed(GetRole.access, viewer, Facts(organization: foreign)))
  }

  @Test("deviation 25: a token for validation is accepted by its validation, and by nothing else that is not open")
  func validationOnly() {
    let root = user(RuleKey.catalogue.map(\.key), isForValidationOnly: true)
    let facts = Facts(organization: OrganizationID(1), creator: UserID(6), subject: UserID(6), isHeld: true)
    let accepted = ServerCatalogue.operations.filter { !$0.access.kinds.isEmpty && isAllowed($0.access, root, facts) }
    #expect(accepted.map { $0.name } == ["ValidateUserToken"])
  }

  @Test("a user is edited by itself with the rule for that, and by who may edit users of the organization")
  func editing() {
    let own = Facts(organization: OrganizationID(1), subject: UserID(6))
    let other = Facts(organization: OrganizationID(1), subject: UserID(7))
    let itself = user([RuleKey(.user, .own, .edit)])
    #expect(isAllowed(UpdateUser.access, itself, own))
    #expect(!isAllowed(UpdateUser.access, itself, other))
    #expect(isAllowed(UpdateUser.access, user([RuleKey(.user, .organization, .edit)]), other))
    var handing = own
    handing.handedOut = [RuleKey(.node, .global, .view)]
    #expect(!isAllowed(UpdateUser.access, itself, handing))
  }
}
