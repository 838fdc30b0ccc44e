import PolderCore
import PolderHTTP
import PolderSQL

/// Lists studies.
struct ListStudiesHandler: Handler {
  typealias Op = ListStudies
  static let mode = TransactionMode.read

  let links: Links

  func gather(_ call: Call<Op>, _ prepared: Void, _ tx: Unit) throws -> (facts: Facts, loaded: Void) {
    (Facts(organization: call.query.organizationID, collaboration: call.query.collaborationID), ())
  }

  func perform(_ call: Call<Op>, _ loaded: Void, _ grant: Grant, _ tx: Unit) throws -> Outcome<Op.Reply> {
    let query = call.query
    let paging = try Paging(query.page, of: "Study", attributes: StudyRecord.attributes)
    var listing = StudyRepository.listing()
    listing.like("study.name", query.name, tx.sql.dialect)
    listing.equal("study.collaboration_id", query.collaborationID)
    if let organization = query.organizationID { listing.require(Self.hasMember("= \(organization)")) }
    let principal = try call.requirePrincipal()
    switch principal.rules.widest(.study, .view) {
    case .global: break
    case .collaboration: listing.require(.in("study.collaboration_id", principal.collaborations.sorted()))
    default: listing.require(principal.organization.map { Self.hasMember("= \($0)") } ?? "1 = 0")
    }
    if principal.kind != .user {
      listing.require(.in("study.collaboration_id", principal.collaborations.sorted()))
    }
    let order = paging.order(tx.sql.dialect, then: "study.id ASC")
    let list = ListReply(listing, order: order) { (records: [StudyRecord]) in
      let members =
        query.include.contains("organizations") ? try StudyRepository.members(of: records.map(\.id), tx.sql) : nil
      return records.map { record in record.wire(links, organizations: members.map { $0[record.id] ?? [] }) }
    }
    return try list.outcome(paging, call.request, tx.sql)
  }

  private static func hasMember(_ organization: SQL) -> SQL {
    "study.id IN (SELECT study_id FROM \"StudyMember\" WHERE organization_id \(organization))"
  }
}
