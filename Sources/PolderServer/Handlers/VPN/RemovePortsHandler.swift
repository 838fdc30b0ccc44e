import PolderCore
import PolderHTTP
import PolderSQL

/// Forgets the ports of a run that the calling node executes.
struct RemovePortsHandler: Handler {
  typealias Op = RemovePorts
  static let mode = TransactionMode.write

  func gather(_ call: Call<Op>, _ prepared: Void, _ tx: Unit) throws -> (facts: Facts, loaded: RunID) {
    guard let id = call.query.runID else { throw RequestRefusal(400, "The run_id argument is required!") }
    guard let run = try RunRepository.find(id, tx.sql) else {
      throw RequestRefusal(404, "Run id=\(id) not found!")
    }
    return (Facts(organization: run.organization, collaboration: run.collaboration), id)
  }

  func perform(_ call: Call<Op>, _ loaded: RunID, _ grant: Grant, _ tx: Unit) throws -> Outcome<Op.Reply> {
    try PortRepository.remove(of: loaded, tx.sql)
    return Outcome(Wire.Message("Ports removed from the database."))
  }
}
