import PolderCore
import PolderHTTP
import PolderSQL

/// Adds an organization of the collaboration to a study, once.
struct AddStudyOrganizationHandler: Handler {
  typealias Op = AddStudyOrganization
  static let mode = TransactionMode.write

  let links: Links

  func gather(_ call: Call<Op>, _ prepared: Void, _ tx: Unit) throws -> (facts: Facts, loaded: StudyRecord) {
    guard let study = try StudyRepository.find(call.path, tx.sql) else {
      throw RequestRefusal(404, "Study with id=\(call.path) can not be found")
    }
    return (Facts(collaboration: study.collaboration), study)
  }

  func perform(_ call: Call<Op>, _ loaded: StudyRecord, _ grant: Grant, _ tx: Unit) throws -> Outcome<Op.Reply> {
    let id = try call.body.checked().id
    guard try OrganizationRepository.find(id, tx.sql) != nil else {
      // The contract names the study here.
      throw RequestRefusal(404, "organization with id=\(call.path) is not found")
    }
    guard let collaboration = loaded.collaboration, try MembershipRepository.exists(id, in: collaboration, tx.sql)
    else {
      throw RequestRefusal(400, "Organization is not a member of the collaboration!")
    }
    if try !OrganizationRepository.members(of: loaded.id, tx.sql).contains(id) {
      try StudyRepository.add([id], to: loaded.id, tx.sql)
    }
    return Outcome(try StudyRepository.members(of: loaded.id, tx.sql).map { $0.wire(links) })
  }
}
