import PolderCore

extension RuleRecord {
  func wire(_ links: Links) -> Wire.Rule {
    Wire.Rule(
      scope: scope, operation: operation, users: links.list("user", "rule_id", id), id: id, name: resource,
      description: description)
  }
}
