import PolderCore
import PolderService
import PolderSQL

/// A rule as its row has it; one of another version of the incumbent may be unknown here.
struct RuleRecord: Sendable {
  let id: RuleID
  let resource: String
  let scope: String
  let operation: String
  let description: String?

  static let columns: SQL = "rule.id, rule.name, rule.scope, rule.operation, rule.description"
  static let attributes: [String: SQL] = [
    "id": "rule.id", "name": "rule.name", "scope": "rule.scope", "operation": "rule.operation",
    "description": "rule.description",
  ]

  /// What it says, when this program knows such a rule.
  var key: RuleKey? {
    guard let resource = Resource(rawValue: resource), let scope = Scope(rawValue: scope),
      let operation = RuleOperation(rawValue: operation)
    else { return nil }
    return RuleKey(resource, scope, operation)
  }
}

extension RuleRecord {
  init(_ row: Row) throws {
    id = try row.id(0)
    resource = try row.optionalText(1) ?? ""
    scope = try row.optionalText(2) ?? ""
    operation = try row.optionalText(3) ?? ""
    description = try row.optionalText(4)
  }
}
