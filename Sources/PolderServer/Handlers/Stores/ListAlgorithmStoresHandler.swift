import PolderCore
import PolderHTTP
import PolderService
import PolderSQL

/// Lists algorithm stores.
struct ListAlgorithmStoresHandler: Handler {
  typealias Op = ListAlgorithmStores
  static let mode = TransactionMode.read

  let links: Links

  func gather(_ call: Call<Op>, _ prepared: Void, _ tx: Unit) throws -> (facts: Facts, loaded: Void) {
    guard let collaboration = call.query.collaborationID else { return (Facts(), ()) }
    guard try CollaborationRepository.find(collaboration, tx.sql) != nil else {
      throw RequestRefusal(404, "Collaboration not found")
    }
    return (Facts(collaboration: collaboration), ())
  }

  func perform(_ call: Call<Op>, _ loaded: Void, _ grant: Grant, _ tx: Unit) throws -> Outcome<Op.Reply> {
    let query = call.query
    let paging = try Paging(query.page, of: "AlgorithmStore", attributes: StoreRecord.attributes)
    var listing = StoreRepository.listing()
    listing.like("algorithmstore.name", query.name, tx.sql.dialect)
    listing.like("algorithmstore.url", query.url, tx.sql.dialect)
    let collaboration: SQL = "algorithmstore.collaboration_id"
    if let id = query.collaborationID { listing.require("(\(collaboration) = \(id) OR \(collaboration) IS NULL)") }
    if grant.scope != .global {
      let own = try call.requirePrincipal().collaborations.sorted()
      listing.require("(\(SQL.in(collaboration, own)) OR \(collaboration) IS NULL)")
    }
    let order = paging.order(tx.sql.dialect, then: "algorithmstore.id ASC")
    let list = ListReply(listing, order: order) { (records: [StoreRecord]) in records.map { $0.wire(links) } }
    return try list.outcome(paging, call.request, tx.sql)
  }
}
