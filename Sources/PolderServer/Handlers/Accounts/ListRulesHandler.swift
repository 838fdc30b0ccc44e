import PolderCore
import PolderHTTP
import PolderService
import PolderSQL

/// Lists rules.
struct ListRulesHandler: Handler {
  typealias Op = ListRules
  static let mode = TransactionMode.read

  let links: Links

  func gather(_ call: Call<Op>, _ prepared: Void, _ tx: Unit) throws -> (facts: Facts, loaded: Void) {
    if let id = call.query.roleID, try RoleRepository.find(id, tx.sql) == nil {
      throw RequestRefusal(400, "Role with id=\(id) does not exist!")
    }
    if let id = call.query.userID, try !UserRepository.exists(id, tx.sql) {
      throw RequestRefusal(400, "User with id=\(id) does not exist!")
    }
    return (Facts(), ())
  }

  func perform(_ call: Call<Op>, _ loaded: Void, _ grant: Grant, _ tx: Unit) throws -> Outcome<Op.Reply> {
    let query = call.query
    let paging = try Paging(
      query.page, of: "Rule", attributes: RuleRecord.attributes, everything: query.noPagination == true)
    var listing = RuleRepository.listing()
    listing.equal("rule.name", query.name)
    if let text = query.operation {
      let operations = RuleOperation.allCases.filter { [$0.rawValue, $0.letter].contains(text) }
      listing.require(.in("rule.operation", operations.map(\.rawValue)))
    }
    if let text = query.scope {
      let scopes = Scope.allCases.filter { [$0.rawValue, $0.letters].contains(text) }
      listing.require(.in("rule.scope", scopes.map(\.rawValue)))
    }
    if let role = query.roleID {
      listing.require("rule.id IN (SELECT rule_id FROM role_rule_association WHERE role_id = \(role))")
    }
    if let user = query.userID { listing.require("rule.id IN (\(RuleRepository.ids(ofUser: user)))") }
    let order = paging.order(tx.sql.dialect, then: "rule.id ASC")
    let list = ListReply(listing, order: order) { (records: [RuleRecord]) in records.map { $0.wire(links) } }
    return try list.outcome(paging, call.request, tx.sql)
  }
}
