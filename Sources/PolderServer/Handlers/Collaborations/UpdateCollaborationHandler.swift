import PolderCore
import PolderHTTP
import PolderSQL

/// Changes a collaboration.
struct UpdateCollaborationHandler: Handler {
  typealias Op = UpdateCollaboration
  static let mode = TransactionMode.write

  let context: ServerContext
  let links: Links

  func gather(
    _ call: Call<Op>, _ prepared: Void, _ tx: Unit
  ) throws -> (facts: Facts, loaded: CollaborationRecord) {
    guard let record = try CollaborationRepository.find(call.path, tx.sql) else {
      throw RequestRefusal(404, "collaboration having collaboration_id=\(call.path) can not be found")
    }
    return (Facts(collaboration: record.id), record)
  }

  func perform(
    _ call: Call<Op>, _ loaded: CollaborationRecord, _ grant: Grant, _ tx: Unit
  ) throws -> Outcome<Op.Reply> {
    let body = try call.body.checked()
    let principal = try call.requirePrincipal()
    var record = loaded
    record.name = body.name ?? record.name
    let taken = RequestRefusal(400, "Collaboration name '\(record.name ?? "")' already exists!")
    if let name = record.name, name != loaded.name, try CollaborationRepository.exists(name: name, tx.sql) {
      throw taken
    }
    if let organizations = body.organizationIDs {
      try Authorizer.require(Op.accessToMembers, of: principal, Facts(collaboration: record.id))
      try replaceMembers(of: record.id, by: organizations, principal, tx)
      tx.afterCommit(context.roomsChanged)
    }
    record.isEncrypted = body.encrypted ?? record.isEncrypted
    try UniqueNames.claim(taken) { try CollaborationRepository.update(record, tx.sql) }
    return Outcome(record.wire(links))
  }

  /// Ids of organizations that are not there are left out, as when a collaboration is made.
  private func replaceMembers(
    of collaboration: CollaborationID, by organizations: [OrganizationID], _ principal: Principal, _ tx: Unit
  ) throws {
    let wanted = try OrganizationRepository.existing(organizations, tx.sql)
    let present = try OrganizationRepository.members(of: collaboration, tx.sql)
    let added = wanted.subtracting(present).sorted()
    let removed = present.subtracting(wanted).sorted()
    try MembershipRepository.remove(removed, from: collaboration, tx.sql)
    try StudyRepository.remove(removed, fromStudiesOf: collaboration, tx.sql)
    try MembershipRepository.add(
      added, to: collaboration, confirmed: principal.confirms(added), now: tx.now, tx.sql)
  }
}
