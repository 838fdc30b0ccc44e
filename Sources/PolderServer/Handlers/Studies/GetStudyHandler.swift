import PolderCore
import PolderHTTP
import PolderSQL

/// Shows a study.
struct GetStudyHandler: Handler {
  typealias Op = GetStudy
  static let mode = TransactionMode.read

  let links: Links

  /// The study and its organizations.
  struct Loaded {
    let study: StudyRecord
    let members: [OrganizationRecord]
  }

  func gather(_ call: Call<Op>, _ prepared: Void, _ tx: Unit) throws -> (facts: Facts, loaded: Loaded) {
    guard let study = try StudyRepository.find(call.path, tx.sql) else {
      throw RequestRefusal(404, "Study with id=\(call.path) not found")
    }
    let members = try StudyRepository.members(of: study.id, tx.sql)
    return (study.facts(members), Loaded(study: study, members: members))
  }

  func perform(_ call: Call<Op>, _ loaded: Loaded, _ grant: Grant, _ tx: Unit) throws -> Outcome<Op.Reply> {
    let isIncluded = call.query.include.contains("organizations")
    return Outcome(loaded.study.wire(links, organizations: isIncluded ? loaded.members : nil))
  }
}
