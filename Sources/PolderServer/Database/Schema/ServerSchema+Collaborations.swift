import PolderSQL

extension ServerSchema {
  /// Who works together, and what ties principals to rules.
  static let collaborations: [Table] = [
    Table(
      "Member", [.init("organization_id", .integer), .init("collaboration_id", .integer)],
      [.reference("organization_id", to: "organization"), .reference("collaboration_id", to: "collaboration")]),
    Table(
      "role",
      [
        .init("id", .serial), .init("name", .text), .init("description", .text), .init("organization_id", .integer),
        .init("is_default_role", .boolean),
      ], [.primaryKey, .reference("organization_id", to: "organization")]),
    Table(
      "algorithmstore",
      [
        .init("id", .serial), .init("name", .varchar(nil)), .init("url", .varchar(nil)),
        .init("collaboration_id", .integer),
      ], [.primaryKey, .reference("collaboration_id", to: "collaboration")]),
    Table(
      "study", [.init("id", .serial), .init("name", .varchar(nil)), .init("collaboration_id", .integer)],
      [.primaryKey, .unique("name"), .reference("collaboration_id", to: "collaboration")]),
    Table(
      "role_rule_association", [.init("role_id", .integer), .init("rule_id", .integer)],
      [.reference("role_id", to: "role"), .reference("rule_id", to: "rule")]),
    Table(
      "StudyMember", [.init("organization_id", .integer), .init("study_id", .integer)],
      [.reference("organization_id", to: "organization"), .reference("study_id", to: "study")]),
    Table(
      "nodeconfig",
      [.init("id", .serial), .init("node_id", .integer), .init("key", .varchar(nil)), .init("value", .varchar(nil))],
      [.primaryKey, .reference("node_id", to: "node")]),
  ]
}
