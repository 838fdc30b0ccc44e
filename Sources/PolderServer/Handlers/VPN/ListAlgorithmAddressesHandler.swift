import PolderCore
import PolderHTTP
import PolderSQL

/// Tells an algorithm the addresses of others of its tree of tasks, within its collaboration.
struct ListAlgorithmAddressesHandler: Handler {
  typealias Op = ListAlgorithmAddresses
  static let mode = TransactionMode.read

  func gather(_ call: Call<Op>, _ prepared: Void, _ tx: Unit) throws -> (facts: Facts, loaded: ContainerClaims) {
    guard let claims = try call.requirePrincipal().container else {
      throw RequestRefusal(403, "This is open to algorithms only.", code: "principal-kind")
    }
    return (Facts(collaboration: claims.collaborationID), claims)
  }

  func perform(
    _ call: Call<Op>, _ loaded: ContainerClaims, _ grant: Grant, _ tx: Unit
  ) throws -> Outcome<Op.Reply> {
    let collaboration = loaded.collaborationID
    let runs = try Self.runs(call.query, of: loaded)
    let label = call.query.label.flatMap { $0.isEmpty ? nil : $0 }
    let places = try PortRepository.places(
      where: "task.collaboration_id = \(collaboration) AND (\(runs))", label: label, tx.sql)
    let organizations = Set(places.compactMap(\.organization)).sorted()
    var addresses: [OrganizationID: String] = [:]
    for node in try NodeRepository.find(of: organizations, in: collaboration, tx.sql).reversed() {
      if let organization = node.organization { addresses[organization] = node.ip }
    }
    return Outcome(
      Wire.AlgorithmAddresses(
        addresses: places.map { place in
          Wire.AlgorithmAddress(
            port: place.port, label: place.label, ip: place.organization.flatMap { addresses[$0] },
            organizationID: place.organization, taskID: place.task, parentID: place.parent)
        }))
  }

  /// A condition for the runs whose ports were asked for.
  private static func runs(_ query: Op.Query, of claims: ContainerClaims) throws(RequestRefusal) -> SQL {
    let only = [query.onlyChildren, query.onlyParent, query.onlySiblings, query.onlySelf].map { $0 ?? false }
    guard only.filter(\.self).count <= 1 else {
      throw RequestRefusal(400, "You can only specify one of the only_<...> parameters!")
    }
    let own: SQL = "run.task_id = \(claims.taskID)"
    if query.onlySiblings ?? false { return "\(own) AND run.organization_id <> \(claims.organizationID)" }
    if query.onlySelf ?? false { return "\(own) AND run.organization_id = \(claims.organizationID)" }
    let children: SQL = "task.parent_id = \(claims.taskID)"
    let parent: SQL = "run.task_id = (SELECT parent_id FROM task WHERE id = \(claims.taskID))"
    if query.onlyParent ?? false { return parent }
    var parts = [query.onlyChildren ?? false ? children : own]
    if query.includeChildren ?? false { parts.append(children) }
    if query.includeParent ?? false { parts.append(parent) }
    return .or(parts)
  }
}
