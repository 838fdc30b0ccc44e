import PolderSQL

extension ServerSchema {
  /// One index for every reference, and those that lists and the nodes' questions for open runs need.
  static let indexes: [Index] = [
    Index("user", "organization_id"),
    Index("node", "collaboration_id", "organization_id"),
    Index("node", "organization_id"),
    Index("nodeconfig", "node_id"),
    Index("Member", "collaboration_id", "organization_id"),
    Index("Member", "organization_id", "collaboration_id"),
    Index("study", "collaboration_id"),
    Index("StudyMember", "study_id", "organization_id"),
    Index("StudyMember", "organization_id", "study_id"),
    Index("role", "organization_id"),
    Index("role_rule_association", "role_id", "rule_id"),
    Index("role_rule_association", "rule_id", "role_id"),
    Index("Permission", "user_id", "role_id"),
    Index("Permission", "role_id", "user_id"),
    Index("UserPermission", "user_id", "rule_id"),
    Index("UserPermission", "rule_id", "user_id"),
    Index("algorithmstore", "collaboration_id"),
    Index("task", "collaboration_id", "id"),
    Index("task", "study_id"),
    Index("task", "job_id", "id"),
    Index("task", "parent_id"),
    Index("task", "init_org_id", "id"),
    Index("task", "init_user_id", "id"),
    Index("task", "algorithm_store_id"),
    Index("taskdatabase", "task_id"),
    Index("run", "task_id", "organization_id"),
    Index("run", "organization_id", "status"),
    Index("run", "organization_id", "id", where: "finished_at IS NULL"),
    Index("algorithmport", "run_id"),
    Index("run", "input", where: "length(input) = 36"),
    Index("run", "result", where: "length(result) = 36"),
  ]
}
