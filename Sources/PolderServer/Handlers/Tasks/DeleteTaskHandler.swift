import PolderCore
import PolderHTTP
import PolderSQL

/// Deletes a task and all below it, with their runs; stops first what still runs.
struct DeleteTaskHandler: Handler {
  typealias Op = DeleteTask
  static let mode = TransactionMode.write

  func gather(_ call: Call<Op>, _ prepared: Void, _ tx: Unit) throws -> (facts: Facts, loaded: Void) {
    guard let task = try TaskRepository.find(call.path, tx.sql) else {
      throw RequestRefusal(404, "Task id=\(call.path) not found")
    }
    return (task.facts, ())
  }

  func perform(_ call: Call<Op>, _ loaded: Void, _ grant: Grant, _ tx: Unit) throws -> Outcome<Op.Reply> {
    try WorkRemoval.removeTasks(where: "task.id = \(call.path)", tx)
    return Outcome(
      Wire.Message("task id=\(call.path) and its algorithm run data have been successfully deleted"))
  }
}
