import PolderCore
import PolderSQL

/// What replies about runs hold beside the runs' own rows; read with one statement each, however many runs.
struct RunRelations {
  private struct Place: Hashable {
    let organization: OrganizationID
    let collaboration: CollaborationID
  }

  private let nodes: [Place: NodeRecord]
  private let ports: [RunID: [Wire.Port]]
  private let tasks: [TaskID: Wire.RunTask]

  init(of runs: [RunRecord], includesTasks: Bool, _ links: Links, _ sql: Transaction) throws {
    nodes = try Self.nodes(of: runs, sql)
    ports = try RunRepository.ports(of: runs.map(\.id), sql)
    guard includesTasks else {
      tasks = [:]
      return
    }
    let ids = Set(runs.compactMap(\.task)).sorted()
    let relations = try TaskRelations(of: ids, links, sql)
    tasks = try TaskRepository.find(ids, sql).mapValues { $0.ofRun(links, relations) }
  }

  /// The node that the run is for, if there still is one.
  func node(of run: RunRecord) -> Wire.RunNode {
    guard let organization = run.organization, let collaboration = run.collaboration else { return .none }
    return nodes[Place(organization: organization, collaboration: collaboration)]?.ofRun ?? .none
  }

  func ports(of run: RunID) -> [Wire.Port] { ports[run] ?? [] }

  /// The task itself, where it was asked for, else a reference.
  func task(of run: RunRecord, _ links: Links) -> Wire.TaskReference? {
    run.task.map { id in tasks[id].map { .task($0) } ?? .link(links.task(id)) }
  }

  private static func nodes(of runs: [RunRecord], _ sql: Transaction) throws -> [Place: NodeRecord] {
    let organizations = Set(runs.compactMap(\.organization)).sorted()
    let collaborations = Set(runs.compactMap(\.collaboration)).sorted()
    var nodes: [Place: NodeRecord] = [:]
    for node in try NodeRepository.find(of: organizations, in: collaborations, sql).reversed() {
      guard let organization = node.organization, let collaboration = node.collaboration else { continue }
      nodes[Place(organization: organization, collaboration: collaboration)] = node
    }
    return nodes
  }
}
