import PolderCore
import PolderHTTP
import PolderSQL

/// Deletes a collaboration; on request with its tasks, nodes and studies.
struct DeleteCollaborationHandler: Handler {
  typealias Op = DeleteCollaboration
  static let mode = TransactionMode.write

  let context: ServerContext

  func gather(_ call: Call<Op>, _ prepared: Void, _ tx: Unit) throws -> (facts: Facts, loaded: Void) {
    guard try CollaborationRepository.find(call.path, tx.sql) != nil else {
      throw RequestRefusal(404, "collaboration id=\(call.path) is not found")
    }
    return (Facts(collaboration: call.path), ())
  }

  func perform(_ call: Call<Op>, _ loaded: Void, _ grant: Grant, _ tx: Unit) throws -> Outcome<Op.Reply> {
    let id = call.path
    let (tasks, nodes, studies) = try CollaborationRepository.dependents(of: id, tx.sql)
    if tasks + nodes + studies > 0 {
      guard call.query.deleteDependents ?? false else {
        throw RequestRefusal(
          400,
          "Collaboration id=\(id) has \(tasks) tasks, \(nodes) nodes and \(studies) studies. Please delete them "
            + "separately or set delete_dependents=True", code: "has-dependents")
      }
      try WorkRemoval.removeTasks(where: "task.collaboration_id = \(id)", tx)
      try NodeRepository.delete(try NodeRepository.find(in: id, tx.sql).map(\.id.rawValue), tx.sql)
      try ServerSchema.delete(from: "study", ids: try StudyRepository.ids(of: id, tx.sql), tx.sql)
    }
    try CollaborationRepository.delete(id, tx.sql)
    tx.afterCommit(context.roomsChanged)
    return Outcome(Wire.Message("Collaboration id=\(id) successfully deleted"))
  }
}
