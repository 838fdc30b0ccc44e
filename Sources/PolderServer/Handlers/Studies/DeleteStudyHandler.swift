import PolderCore
import PolderHTTP
import PolderSQL

/// Deletes a study; on request with its tasks.
struct DeleteStudyHandler: Handler {
  typealias Op = DeleteStudy
  static let mode = TransactionMode.write

  func gather(_ call: Call<Op>, _ prepared: Void, _ tx: Unit) throws -> (facts: Facts, loaded: Void) {
    guard let study = try StudyRepository.find(call.path, tx.sql) else {
      throw RequestRefusal(404, "Study with id=\(call.path) not found")
    }
    return (study.facts(try StudyRepository.members(of: study.id, tx.sql)), ())
  }

  func perform(_ call: Call<Op>, _ loaded: Void, _ grant: Grant, _ tx: Unit) throws -> Outcome<Op.Reply> {
    let tasks = try StudyRepository.taskCount(call.path, tx.sql)
    if tasks > 0 {
      guard call.query.deleteDependents ?? false else {
        throw RequestRefusal(
          400,
          "Study id=\(call.path) has \(tasks) tasks. Please delete them separately or set delete_dependents=True",
          code: "has-dependents")
      }
      try WorkRemoval.removeTasks(where: "task.study_id = \(call.path)", tx)
    }
    try ServerSchema.delete(from: "study", ids: [call.path.rawValue], tx.sql)
    return Outcome(Wire.Message("Study id=\(call.path) successfully deleted"))
  }
}
