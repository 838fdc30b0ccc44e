import PolderCore
import PolderHTTP
import PolderService
import PolderSQL

/// Lists roles.
struct ListRolesHandler: Handler {
  typealias Op = ListRoles
  static let mode = TransactionMode.read

  let links: Links

  func gather(_ call: Call<Op>, _ prepared: Void, _ tx: Unit) throws -> (facts: Facts, loaded: Void) {
    let query = call.query
    let principal = try call.requirePrincipal()
    for organization in query.organizationID {
      try Authorizer.require(
        .refusing(
          "You lack the permission to view roles from organization {organization}!", .organization(.role, .view)),
        of: principal, Facts(organization: organization))
    }
    if let collaboration = query.collaborationID {
      try Authorizer.require(
        .refusing(
          "You lack the permission to view roles from collaboration {collaboration}!", .collaboration(.role, .view)),
        of: principal, Facts(collaboration: collaboration))
    }
    if let id = query.ruleID, try !RuleRepository.exists(id, tx.sql) {
      throw RequestRefusal(404, "Rule with id=\(id) not found.")
    }
    if let id = query.userID {
      guard let user = try UserRepository.find(id, tx.sql) else {
        throw RequestRefusal(400, "User with id=\(id) does not exist!")
      }
      try Authorizer.require(
        .any([.itself, .organization(.role, .view)]), of: principal,
        Facts(organization: user.organization, subject: id),
        refusal: "You lack the permission to view roles from the organization that user id=\(id) belongs to!")
    }
    return (Facts(), ())
  }

  func perform(_ call: Call<Op>, _ loaded: Void, _ grant: Grant, _ tx: Unit) throws -> Outcome<Op.Reply> {
    let query = call.query
    let paging = try Paging(query.page, of: "Role", attributes: RoleRecord.attributes)
    let dialect = tx.sql.dialect
    var listing = RoleRepository.listing()
    if let organizations = Self.organizations(query) { listing.require(organizations) }
    if !query.name.isEmpty { listing.require(.or(query.name.map { dialect.like("role.name", $0) })) }
    if !query.description.isEmpty {
      listing.require(.or(query.description.map { dialect.like("role.description", $0) }))
    }
    if let rule = query.ruleID {
      listing.require("role.id IN (SELECT role_id FROM role_rule_association WHERE rule_id = \(rule))")
    }
    if let user = query.userID { listing.require(Self.isHeld(by: user)) }
    if let visible = Self.visible(to: try call.requirePrincipal()) { listing.require(visible) }
    let order = paging.order(dialect, then: "role.id ASC")
    let list = ListReply(listing, order: order) { (records: [RoleRecord]) in records.map { $0.wire(links) } }
    return try list.outcome(paging, call.request, tx.sql)
  }

  /// The organizations named by their ids or a collaboration, and roles without one where they were asked for.
  private static func organizations(_ query: Op.Query) -> SQL? {
    var named: [SQL] = []
    if !query.organizationID.isEmpty { named.append(.in("role.organization_id", query.organizationID)) }
    if let collaboration = query.collaborationID {
      named.append(
        "role.organization_id IN (SELECT organization_id FROM \"Member\" WHERE collaboration_id = \(collaboration))")
    }
    guard !named.isEmpty else { return nil }
    return query.includeRoot == true ? .or([.and(named), "role.organization_id IS NULL"]) : .and(named)
  }

  private static func isHeld(by user: UserID) -> SQL {
    "role.id IN (SELECT role_id FROM \"Permission\" WHERE user_id = \(user))"
  }

  private static func visible(to principal: Principal) -> SQL? {
    let held: SQL = principal.id.map(isHeld) ?? "1 = 0"
    let common: [SQL] = [held, "role.organization_id IS NULL"]
    switch principal.rules.widest(.role, .view) {
    case .global: return nil
    case .collaboration: return .or(common + [principal.isReachable("role.organization_id")])
    case .organization: return .or(common + [principal.isOwn("role.organization_id")])
    case .own, nil: return held
    }
  }
}
