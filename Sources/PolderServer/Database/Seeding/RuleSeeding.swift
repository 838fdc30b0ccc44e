package import PolderCore
package import PolderSQL

/// The rules in a database: every rule of the catalogue is there, under whatever number.
package enum RuleSeeding {
  /// Adds the rules that are missing, in the catalogue's order, and returns the number of each.
  package static func synchronize(_ transaction: Transaction) throws -> [RuleKey: Int64] {
    var numbers = try numbers(transaction)
    let missing = RuleKey.catalogue.filter { numbers[$0.key] == nil }
    guard !missing.isEmpty else { return numbers }
    let given = Array(try IDAllocator.reserve(missing.count, of: .rule, transaction))
    let rows = zip(given, missing).map { number, rule -> [SQLValue] in
      numbers[rule.key] = number
      return [
        .integer(number), .text(rule.key.resource.rawValue), .text(rule.key.operation.rawValue),
        .text(rule.key.scope.rawValue), .text(rule.description),
      ]
    }
    try transaction.execute("INSERT INTO rule (id, name, operation, scope, description) VALUES \(rows: rows)")
    return numbers
  }

  /// The number of each rule that this program knows; of two equal rules, the first.
  package static func numbers(_ transaction: Transaction) throws -> [RuleKey: Int64] {
    var numbers: [RuleKey: Int64] = [:]
    try transaction.forEach("SELECT id, name, scope, operation FROM rule ORDER BY id DESC") { row in
      guard let resource = try row.optionalText(1).flatMap(Resource.init(rawValue:)),
        let scope = try row.optionalText(2).flatMap(Scope.init(rawValue:)),
        let operation = try row.optionalText(3).flatMap(RuleOperation.init(rawValue:))
      else { return }
      numbers[RuleKey(resource, scope, operation)] = try row.int64(0)
    }
    return numbers
  }
}
