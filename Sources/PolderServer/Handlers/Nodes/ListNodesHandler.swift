import PolderCore
import PolderHTTP
import PolderService
import PolderSQL

/// Lists nodes.
struct ListNodesHandler: Handler {
  typealias Op = ListNodes
  static let mode = TransactionMode.read

  let links: Links

  func gather(_ call: Call<Op>, _ prepared: Void, _ tx: Unit) throws -> (facts: Facts, loaded: Void) {
    let facts = Facts(organization: call.query.organizationID, collaboration: call.query.collaborationID)
    if let study = call.query.studyID {
      guard let collaboration = try StudyRepository.collaboration(of: study, tx.sql) else {
        throw RequestRefusal(404, "Study with id=\(study) not found")
      }
      try Authorizer.require(
        .collaboration(.node, .view), of: try call.requirePrincipal(), Facts(collaboration: collaboration),
        refusal: """
          You lack the permission view nodes from collaboration \(collaboration?.description ?? "None") contains the \
          study with id \(study)!
          """)
    }
    return (facts, ())
  }

  func perform(_ call: Call<Op>, _ loaded: Void, _ grant: Grant, _ tx: Unit) throws -> Outcome<Op.Reply> {
    let paging = try Paging(call.query.page, of: "Node", attributes: NodeRecord.attributes)
    let listing = try listing(call, grant, tx.sql.dialect)
    let order = paging.order(tx.sql.dialect, then: "node.id ASC")
    let list = ListReply(listing, order: order) { (records: [NodeRecord]) in
      let settings = try NodeRepository.settings(of: records.map(\.id), tx.sql)
      return records.map { $0.wire(links, settings: settings[$0.id] ?? []) }
    }
    return try list.outcome(paging, call.request, tx.sql)
  }

  private func listing(_ call: Call<Op>, _ grant: Grant, _ dialect: Dialect) throws -> Listing {
    let query = call.query
    var listing = NodeRepository.listing()
    listing.equal("node.organization_id", query.organizationID)
    listing.equal("node.collaboration_id", query.collaborationID)
    if let study = query.studyID {
      listing.require(
        """
        node.collaboration_id = (SELECT collaboration_id FROM study WHERE id = \(study)) AND \
        node.organization_id IN (SELECT organization_id FROM "StudyMember" WHERE study_id = \(study))
        """)
    }
    // A node that was never seen has no status; it is offline all the same.
    if let status = query.status { listing.require("COALESCE(authenticatable.status, 'offline') = \(status)") }
    listing.equal("authenticatable.ip", query.ip)
    listing.like("node.name", query.name, dialect)
    listing.from("authenticatable.last_seen", query.lastSeenFrom)
    listing.till("authenticatable.last_seen", query.lastSeenTill, day: call.request.isDay("last_seen_till"))
    let principal = try call.requirePrincipal()
    switch grant.scope {
    case .global: break
    case .collaboration: listing.require(.in("node.collaboration_id", principal.collaborations.sorted()))
    default: listing.require(principal.isOwn("node.organization_id"))
    }
    return listing
  }
}
