import PolderCore
import PolderHTTP
import PolderSQL

/// Makes a study of organizations of one collaboration.
struct CreateStudyHandler: Handler {
  typealias Op = CreateStudy
  static let mode = TransactionMode.write

  let links: Links

  func gather(_ call: Call<Op>, _ prepared: Void, _ tx: Unit) throws -> (facts: Facts, loaded: Void) {
    if try StudyRepository.exists(name: call.body.name, tx.sql) { throw taken(call.body.name) }
    return (Facts(collaboration: call.body.collaborationID), ())
  }

  func perform(_ call: Call<Op>, _ loaded: Void, _ grant: Grant, _ tx: Unit) throws -> Outcome<Op.Reply> {
    let body = call.body
    guard try CollaborationRepository.find(body.collaborationID, tx.sql) != nil else {
      throw RequestRefusal(404, "collaboration having id=\(body.collaborationID) not found")
    }
    try StudyMembers.check(body.organizationIDs, in: body.collaborationID, tx.sql)
    let record = StudyRecord(
      id: StudyID(try IDAllocator.next(.study, tx.sql)), name: body.name, collaboration: body.collaborationID)
    try UniqueNames.claim(taken(body.name)) { try StudyRepository.insert(record, tx.sql) }
    try StudyRepository.add(body.organizationIDs, to: record.id, tx.sql)
    return Outcome(record.wire(links, organizations: try StudyRepository.members(of: record.id, tx.sql)))
  }

  private func taken(_ name: String) -> RequestRefusal {
    RequestRefusal(400, "Study with name '\(name)' already exists!")
  }
}
