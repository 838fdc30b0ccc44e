import PolderCore
import PolderHTTP
import PolderSQL

/// Tells where a task stands.
struct GetTaskStatusHandler: Handler {
  typealias Op = GetTaskStatus
  static let mode = TransactionMode.read

  func gather(_ call: Call<Op>, _ prepared: Void, _ tx: Unit) throws -> (facts: Facts, loaded: TaskRecord) {
    guard let record = try TaskRepository.find(call.path, tx.sql) else {
      throw RequestRefusal(404, "Task id=\(call.path) not found")
    }
    return (record.facts, record)
  }

  func perform(_ call: Call<Op>, _ loaded: TaskRecord, _ grant: Grant, _ tx: Unit) throws -> Outcome<Op.Reply> {
    let states = try TaskRepository.states(of: [loaded.id], tx.sql)
    return Outcome(Wire.TaskState(status: (states[loaded.id] ?? .none).status))
  }
}
