import PolderCore
import PolderHTTP
import PolderSQL

/// Changes a study's name and organizations.
struct UpdateStudyHandler: Handler {
  typealias Op = UpdateStudy
  static let mode = TransactionMode.write

  let links: Links

  func gather(_ call: Call<Op>, _ prepared: Void, _ tx: Unit) throws -> (facts: Facts, loaded: StudyRecord) {
    guard let study = try StudyRepository.find(call.path, tx.sql) else {
      throw RequestRefusal(404, "Study with id=\(call.path) can not be found")
    }
    return (study.facts(try StudyRepository.members(of: study.id, tx.sql)), study)
  }

  func perform(_ call: Call<Op>, _ loaded: StudyRecord, _ grant: Grant, _ tx: Unit) throws -> Outcome<Op.Reply> {
    let body = try call.body.checked()
    var record = loaded
    if let name = body.name, name != loaded.name {
      let taken = RequestRefusal(400, "Study name '\(name)' already exists!")
      if try StudyRepository.exists(name: name, tx.sql) { throw taken }
      try UniqueNames.claim(taken) { try StudyRepository.rename(record.id, to: name, tx.sql) }
      record.name = name
    }
    if let wanted = body.organizationIDs {
      try StudyMembers.check(wanted, in: record.collaboration, tx.sql)
      let present = Set(try StudyRepository.members(of: record.id, tx.sql).map(\.id))
      try StudyRepository.remove(present.subtracting(wanted).sorted(), from: record.id, tx.sql)
      try StudyRepository.add(Set(wanted).subtracting(present).sorted(), to: record.id, tx.sql)
    }
    return Outcome(record.wire(links, organizations: try StudyRepository.members(of: record.id, tx.sql)))
  }
}
