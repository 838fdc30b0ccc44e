import PolderCore
import PolderHTTP
import PolderSQL

/// Stops the runs of a task and of all below it (deviation 9).
struct KillTaskHandler: Handler {
  typealias Op = KillTask
  static let mode = TransactionMode.write

  /// The task and the runs to be stopped.
  struct Loaded {
    let task: TaskRecord
    let runs: [KillOrders.Target]
  }

  func gather(_ call: Call<Op>, _ prepared: Void, _ tx: Unit) throws -> (facts: Facts, loaded: Loaded) {
    guard let task = try TaskRepository.find(call.body.id, tx.sql) else {
      throw RequestRefusal(404, "Task id=\(call.body.id) not found")
    }
    let runs = try KillOrders.open("run.task_id IN (\(TaskRepository.subtree(of: task.id)))", tx.sql)
    guard !runs.isEmpty else {
      let status = try TaskRepository.states(of: [task.id], tx.sql)[task.id] ?? .none
      throw RequestRefusal(
        400, "Task \(task.id) already finished with status '\(status.status)', so cannot kill it!",
        code: "task-finished")
    }
    return (Facts(collaboration: task.collaboration), Loaded(task: task, runs: runs))
  }

  func perform(_ call: Call<Op>, _ loaded: Loaded, _ grant: Grant, _ tx: Unit) throws -> Outcome<Op.Reply> {
    try RunRepository.kill(loaded.runs.map(\.run), now: tx.now, tx.sql)
    try KillOrders.announce(loaded.runs, tx)
    return Outcome(
      Wire.Message("Nodes have been instructed to kill any containers running for task \(loaded.task.id)."))
  }
}
