import PolderSQL

extension ServerSchema {
  /// What was asked for, and what became of it.
  static let work: [Table] = [
    Table(
      "task",
      [
        .init("id", .serial), .init("name", .varchar(nil)), .init("description", .varchar(nil)),
        .init("image", .varchar(nil)), .init("collaboration_id", .integer), .init("study_id", .integer),
        .init("job_id", .integer), .init("parent_id", .integer), .init("init_org_id", .integer),
        .init("init_user_id", .integer), .init("created_at", .timestamp), .init("algorithm_store_id", .integer),
      ],
      [
        .primaryKey, .reference("collaboration_id", to: "collaboration"), .reference("study_id", to: "study"),
        .reference("parent_id", to: "task"), .reference("init_org_id", to: "organization"),
        .reference("init_user_id", to: "user"), .reference("algorithm_store_id", to: "algorithmstore"),
      ]),
    Table(
      "Permission", [.init("role_id", .integer), .init("user_id", .integer)],
      [.reference("role_id", to: "role"), .reference("user_id", to: "user")]),
    Table(
      "UserPermission", [.init("rule_id", .integer), .init("user_id", .integer)],
      [.reference("rule_id", to: "rule"), .reference("user_id", to: "user")]),
    Table(
      "run",
      [
        .init("id", .serial), .init("input", .text), .init("task_id", .integer), .init("organization_id", .integer),
        .init("result", .text), .init("assigned_at", .timestamp), .init("started_at", .timestamp),
        .init("finished_at", .timestamp), .init("status", .text), .init("log", .text), .init("cleanup_at", .timestamp),
        .init("blob_storage_used", .boolean),
      ],
      [.primaryKey, .reference("task_id", to: "task"), .reference("organization_id", to: "organization")]),
    Table(
      "taskdatabase",
      [
        .init("id", .serial), .init("task_id", .integer), .init("database", .varchar(nil)),
        .init("parameters", .varchar(nil)),
      ], [.primaryKey, .reference("task_id", to: "task")]),
    Table(
      "algorithmport",
      [.init("id", .serial), .init("port", .integer), .init("run_id", .integer), .init("label", .varchar(nil))],
      [.primaryKey, .reference("run_id", to: "run")]),
  ]
}
