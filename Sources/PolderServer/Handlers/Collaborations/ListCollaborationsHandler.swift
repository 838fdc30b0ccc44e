import PolderCore
import PolderHTTP
import PolderService
import PolderSQL

/// Lists collaborations.
struct ListCollaborationsHandler: Handler {
  typealias Op = ListCollaborations
  static let mode = TransactionMode.read

  let links: Links

  /// The collaboration of the store that was named; the outer nil is for no store, or one of all collaborations.
  struct Loaded {
    let storeCollaboration: CollaborationID?
  }

  func gather(_ call: Call<Op>, _ prepared: Void, _ tx: Unit) throws -> (facts: Facts, loaded: Loaded) {
    if let organization = call.query.organizationID {
      try Authorizer.require(
        .any([.ownOrganization, .atLeast(.global, .collaboration, .view)]), of: try call.requirePrincipal(),
        Facts(organization: organization),
        refusal: "You lack the permission to request collaborations for this organization!")
    }
    guard let store = call.query.algorithmStoreID else { return (Facts(), Loaded(storeCollaboration: nil)) }
    guard let collaboration = try CollaborationRepository.collaboration(ofStore: store, tx.sql) else {
      throw RequestRefusal(404, "Algorithm store with id=\(store) not found")
    }
    return (Facts(), Loaded(storeCollaboration: collaboration))
  }

  func perform(_ call: Call<Op>, _ loaded: Loaded, _ grant: Grant, _ tx: Unit) throws -> Outcome<Op.Reply> {
    let query = call.query
    let paging = try Paging(query.page, of: "Collaboration", attributes: CollaborationRecord.attributes)
    var listing = CollaborationRepository.listing()
    listing.like("collaboration.name", query.name, tx.sql.dialect)
    if let encrypted = query.encrypted {
      // One that does not say is shown as encrypted.
      listing.require(
        encrypted ? "collaboration.encrypted OR collaboration.encrypted IS NULL" : "NOT collaboration.encrypted")
    }
    if let organization = query.organizationID {
      listing.require(
        "collaboration.id IN (SELECT collaboration_id FROM \"Member\" WHERE organization_id = \(organization))")
    }
    listing.equal("collaboration.id", loaded.storeCollaboration)
    let principal = try call.requirePrincipal()
    if grant.scope != .global { listing.require(.in("collaboration.id", principal.collaborations.sorted())) }
    principal.restrict(&listing, to: "collaboration.id")
    let order = paging.order(tx.sql.dialect, then: "collaboration.id ASC")
    let list = ListReply(listing, order: order) { (records: [CollaborationRecord]) in
      let members =
        query.include.contains("organizations")
        ? try OrganizationRepository.members(of: records.map(\.id), tx.sql) : nil
      return records.map { record in record.wire(links, organizations: members.map { $0[record.id] ?? [] }) }
    }
    return try list.outcome(paging, call.request, tx.sql)
  }
}
