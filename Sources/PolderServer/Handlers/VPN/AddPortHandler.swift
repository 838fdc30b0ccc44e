import PolderCore
import PolderHTTP
import PolderSQL

/// Notes a port of a run that the calling node executes.
struct AddPortHandler: Handler {
  typealias Op = AddPort
  static let mode = TransactionMode.write

  func gather(_ call: Call<Op>, _ prepared: Void, _ tx: Unit) throws -> (facts: Facts, loaded: Void) {
    guard let run = try RunRepository.find(call.body.runID, tx.sql) else {
      throw RequestRefusal(404, "Run id=\(call.body.runID) not found!")
    }
    return (Facts(organization: run.organization, collaboration: run.collaboration), ())
  }

  func perform(_ call: Call<Op>, _ loaded: Void, _ grant: Grant, _ tx: Unit) throws -> Outcome<Op.Reply> {
    Outcome(try PortRepository.insert(call.body, tx.sql))
  }
}
