import PolderCore
import PolderHTTP
import PolderService
import PolderSQL

/// Lists organizations.
struct ListOrganizationsHandler: Handler {
  typealias Op = ListOrganizations
  static let mode = TransactionMode.read

  let links: Links

  func gather(_ call: Call<Op>, _ prepared: Void, _ tx: Unit) throws -> (facts: Facts, loaded: Void) {
    let facts = Facts(collaboration: call.query.collaborationID)
    guard let study = call.query.studyID else { return (facts, ()) }
    guard let collaboration = try StudyRepository.collaboration(of: study, tx.sql) else {
      throw RequestRefusal(404, "Study with id=\(study) not found")
    }
    try Authorizer.require(
      .collaboration(.organization, .view), of: try call.requirePrincipal(), Facts(collaboration: collaboration),
      refusal: "You lack the permission to get all organizations in a study!")
    return (facts, ())
  }

  func perform(_ call: Call<Op>, _ loaded: Void, _ grant: Grant, _ tx: Unit) throws -> Outcome<Op.Reply> {
    let query = call.query
    let paging = try Paging(query.page, of: "Organization", attributes: OrganizationRecord.attributes)
    var listing = OrganizationRepository.listing()
    listing.like("organization.name", query.name, tx.sql.dialect)
    listing.equal("organization.country", query.country)
    if let collaboration = query.collaborationID {
      listing.require(
        "organization.id IN (SELECT organization_id FROM \"Member\" WHERE collaboration_id = \(collaboration))")
    }
    if let study = query.studyID {
      listing.require("organization.id IN (SELECT organization_id FROM \"StudyMember\" WHERE study_id = \(study))")
    }
    if !query.ids.isEmpty { listing.require(.in("organization.id", query.ids)) }
    let principal = try call.requirePrincipal()
    let reachable = listing.isOfAll && grant.scope == .collaboration ? principal.reachableCount : nil
    if let visible = Self.visible(to: principal, grant.scope) { listing.require(visible) }
    let order = paging.order(tx.sql.dialect, then: "organization.id ASC")
    let list = ListReply(listing, order: order, known: reachable) { (records: [OrganizationRecord]) in
      records.map { $0.wire(links) }
    }
    return try list.outcome(paging, call.request, tx.sql)
  }

  private static func visible(to principal: Principal, _ scope: Scope?) -> SQL? {
    let own = principal.isOwn("organization.id")
    switch (scope, principal.identity) {
    case (.organization, _): return own
    case (_, .node(_, _, let collaboration)):
      guard let collaboration, principal.collaborations.contains(collaboration) else { return own }
      return .or([own, OrganizationRepository.concerned("organization.id", collaboration)])
    case (.global, _): return nil
    case (.collaboration, _): return principal.isReachable("organization.id")
    default: return "1 = 0"
    }
  }
}
