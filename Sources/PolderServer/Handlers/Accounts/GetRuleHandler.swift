import PolderCore
import PolderHTTP
import PolderSQL

/// Shows a rule.
struct GetRuleHandler: Handler {
  typealias Op = GetRule
  static let mode = TransactionMode.read

  let links: Links

  func gather(_ call: Call<Op>, _ prepared: Void, _ tx: Unit) throws -> (facts: Facts, loaded: RuleRecord) {
    guard let rule = try RuleRepository.find([call.path], tx.sql).first else {
      throw RequestRefusal(404, "Rule id=\(call.path) not found!")
    }
    return (Facts(), rule)
  }

  func perform(_ call: Call<Op>, _ rule: RuleRecord, _ grant: Grant, _ tx: Unit) throws -> Outcome<Op.Reply> {
    Outcome(rule.wire(links))
  }
}
