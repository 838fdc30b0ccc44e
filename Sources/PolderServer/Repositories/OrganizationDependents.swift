/// How much belongs to an organization.
struct OrganizationDependents: CustomStringConvertible {
  let runs: Int
  let tasks: Int
  let nodes: Int
  let users: Int
  let roles: Int

  var isEmpty: Bool { runs == 0 && tasks == 0 && nodes == 0 && users == 0 && roles == 0 }

  /// As the refusal of a deletion says it.
  var description: String { "\(runs) runs, \(tasks) tasks, \(nodes) nodes, \(users) users, and \(roles) roles" }
}
