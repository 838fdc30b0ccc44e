import PolderCore
import PolderHTTP
import PolderSQL

/// Makes a collaboration; ids of organizations that are not there are left out, as the incumbent does.
struct CreateCollaborationHandler: Handler {
  typealias Op = CreateCollaboration
  static let mode = TransactionMode.write

  let context: ServerContext
  let links: Links

  func gather(_ call: Call<Op>, _ prepared: Void, _ tx: Unit) throws -> (facts: Facts, loaded: Void) {
    if try CollaborationRepository.exists(name: call.body.name, tx.sql) { throw taken(call.body.name) }
    return (Facts(), ())
  }

  func perform(_ call: Call<Op>, _ loaded: Void, _ grant: Grant, _ tx: Unit) throws -> Outcome<Op.Reply> {
    let body = call.body
    let existing = try OrganizationRepository.existing(body.organizationIDs, tx.sql)
    let record = CollaborationRecord(
      id: CollaborationID(try IDAllocator.next(.collaboration, tx.sql)), name: body.name, isEncrypted: body.encrypted)
    try UniqueNames.claim(taken(body.name)) { try CollaborationRepository.insert(record, tx.sql) }
    let members = body.organizationIDs.filter(existing.contains)
    try MembershipRepository.add(
      members, to: record.id, confirmed: try call.requirePrincipal().confirms(members), now: tx.now, tx.sql)
    tx.afterCommit(context.roomsChanged)
    return Outcome(record.wire(links))
  }

  private func taken(_ name: String) -> RequestRefusal {
    RequestRefusal(400, "Collaboration name '\(name)' already exists!")
  }
}
