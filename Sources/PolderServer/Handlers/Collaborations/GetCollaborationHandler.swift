import PolderCore
import PolderHTTP
import PolderSQL

/// Shows a collaboration.
struct GetCollaborationHandler: Handler {
  typealias Op = GetCollaboration
  static let mode = TransactionMode.read

  let links: Links

  func gather(
    _ call: Call<Op>, _ prepared: Void, _ tx: Unit
  ) throws -> (facts: Facts, loaded: CollaborationRecord) {
    guard let record = try CollaborationRepository.find(call.path, tx.sql) else {
      throw RequestRefusal(404, "collaboration having id=\(call.path) not found")
    }
    return (Facts(collaboration: record.id), record)
  }

  func perform(
    _ call: Call<Op>, _ loaded: CollaborationRecord, _ grant: Grant, _ tx: Unit
  ) throws -> Outcome<Op.Reply> {
    guard call.query.include.contains("organizations") else { return Outcome(loaded.wire(links)) }
    let members = try OrganizationRepository.members(of: [loaded.id], tx.sql)
    return Outcome(loaded.wire(links, organizations: members[loaded.id] ?? []))
  }
}
