import PolderCore
import PolderHTTP
import PolderService
import PolderSQL

/// Lists users.
struct ListUsersHandler: Handler {
  typealias Op = ListUsers
  static let mode = TransactionMode.read

  let links: Links

  func gather(_ call: Call<Op>, _ prepared: Void, _ tx: Unit) throws -> (facts: Facts, loaded: Void) {
    let query = call.query
    let principal = try call.requirePrincipal()
    if let id = query.roleID {
      guard let role = try RoleRepository.find(id, tx.sql) else {
        throw RequestRefusal(400, "Role with id=\(id) does not exist!")
      }
      try Authorizer.require(
        .whenOrganization(
          .refusing(
            "You lack the permission view users from the organization that role with id={organization} belongs to!",
            .organization(.user, .view))), of: principal, Facts(organization: role.organization))
    }
    if let id = query.ruleID, try !RuleRepository.exists(id, tx.sql) {
      throw RequestRefusal(400, "Rule with id=\(id) does not exist!")
    }
    var facts = Facts(organization: query.organizationID, collaboration: query.collaborationID)
    if case .user(let id, let username) = principal.identity, query.username == username { facts.subject = id }
    return (facts, ())
  }

  func perform(_ call: Call<Op>, _ loaded: Void, _ grant: Grant, _ tx: Unit) throws -> Outcome<Op.Reply> {
    let paging = try Paging(call.query.page, of: "User", attributes: UserRecord.attributes)
    let listing = try listing(call, grant, tx.sql.dialect)
    let order = paging.order(tx.sql.dialect, then: "\"user\".id ASC")
    let list = ListReply(listing, order: order) { (records: [UserRecord]) in records.map { $0.wire(links) } }
    return try list.outcome(paging, call.request, tx.sql)
  }

  private func listing(_ call: Call<Op>, _ grant: Grant, _ dialect: Dialect) throws -> Listing {
    let query = call.query
    var listing = UserRepository.listing()
    listing.like("\"user\".username", query.username, dialect)
    listing.like("\"user\".firstname", query.firstname, dialect)
    listing.like("\"user\".lastname", query.lastname, dialect)
    listing.like("\"user\".email", query.email, dialect)
    listing.equal("\"user\".organization_id", query.organizationID)
    if let collaboration = query.collaborationID {
      listing.require(
        """
        "user".organization_id IN (SELECT organization_id FROM "Member" WHERE collaboration_id = \(collaboration))
        """)
    }
    if let role = query.roleID {
      listing.require("\"user\".id IN (SELECT user_id FROM \"Permission\" WHERE role_id = \(role))")
    }
    if let rule = query.ruleID { listing.require(RuleRepository.isHeld(rule, by: "\"user\".id")) }
    listing.from("authenticatable.last_seen", query.lastSeenFrom)
    listing.till("authenticatable.last_seen", query.lastSeenTill, day: call.request.isDay("last_seen_till"))
    let principal = try call.requirePrincipal()
    switch grant.scope {
    case .global: break
    case .collaboration: listing.require(principal.isReachable("\"user\".organization_id"))
    case .organization: listing.require(principal.isOwn("\"user\".organization_id"))
    // Granted for asking about oneself.
    case .own, nil: listing.require(principal.isSelf("\"user\".id"))
    }
    return listing
  }
}
