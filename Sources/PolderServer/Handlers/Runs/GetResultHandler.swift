import PolderCore
import PolderHTTP
import PolderSQL

/// Shows a result.
struct GetResultHandler: Handler {
  typealias Op = GetResult
  static let mode = TransactionMode.read

  let links: Links

  func gather(_ call: Call<Op>, _ prepared: Void, _ tx: Unit) throws -> (facts: Facts, loaded: ResultRecord) {
    guard let run = try RunRepository.find(call.path, tx.sql),
      let result = try RunRepository.result(call.path, tx.sql)
    else { throw RequestRefusal(404, "Result id=\(call.path) not found!") }
    return (run.facts, result)
  }

  func perform(_ call: Call<Op>, _ loaded: ResultRecord, _ grant: Grant, _ tx: Unit) throws -> Outcome<Op.Reply> {
    Outcome(loaded.wire(links))
  }
}
