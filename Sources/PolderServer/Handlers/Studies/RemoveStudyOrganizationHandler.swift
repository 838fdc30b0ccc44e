import PolderCore
import PolderHTTP
import PolderSQL

/// Removes an organization from a study.
struct RemoveStudyOrganizationHandler: Handler {
  typealias Op = RemoveStudyOrganization
  static let mode = TransactionMode.write

  let links: Links

  func gather(_ call: Call<Op>, _ prepared: Void, _ tx: Unit) throws -> (facts: Facts, loaded: OrganizationID) {
    guard let study = try StudyRepository.find(call.path, tx.sql) else {
      throw RequestRefusal(404, "Study with id=\(call.path) can not be found")
    }
    let id = try call.body.checked().id
    guard try OrganizationRepository.find(id, tx.sql) != nil else {
      throw RequestRefusal(404, "Organization with id=\(id) is not found")
    }
    return (Facts(collaboration: study.collaboration), id)
  }

  func perform(
    _ call: Call<Op>, _ loaded: OrganizationID, _ grant: Grant, _ tx: Unit
  ) throws -> Outcome<Op.Reply> {
    guard try OrganizationRepository.members(of: call.path, tx.sql).contains(loaded) else {
      throw RequestRefusal(400, "Organization id=\(loaded) is not part of study id=\(call.path)")
    }
    try StudyRepository.remove([loaded], from: call.path, tx.sql)
    return Outcome(try StudyRepository.members(of: call.path, tx.sql).map { $0.wire(links) })
  }
}
