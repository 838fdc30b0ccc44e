import PolderCore
import PolderHTTP
import PolderService
import PolderSQL

/// Tells nodes to stop runs.
enum KillOrders {
  /// A run that is to be stopped.
  struct Target: Sendable, Hashable {
    let run: RunID
    let task: TaskID
    let organization: OrganizationID?
    let collaboration: CollaborationID?
  }

  /// How many runs one event names.
  static let size = 1_000

  /// The open runs that fulfil a condition on `run` and `task`, in the order of their ids.
  static func open(_ condition: SQL, _ sql: Transaction) throws -> [Target] {
    try sql.rows(
      """
      SELECT run.id, run.task_id, run.organization_id, task.collaboration_id FROM run \
      JOIN task ON task.id = run.task_id WHERE \(condition) AND \(RunRepository.isOpen) ORDER BY run.id
      """
    ) { row in
      Target(
        run: try row.id(0), task: try row.id(1), organization: try row.optionalID(2),
        collaboration: try row.optionalID(3))
    }
  }

  /// Announces them to the rooms of their collaborations.
  static func announce(_ targets: [Target], _ tx: Unit) throws {
    var entries: [CollaborationID: [EventPayload.KillContainers.Entry]] = [:]
    for target in targets {
      // A run whose organization is gone has no node that could be told.
      guard let organization = target.organization, let collaboration = target.collaboration else { continue }
      entries[collaboration, default: []].append(
        .init(taskID: target.task, runID: target.run, organizationID: organization))
    }
    for (collaboration, list) in entries.sorted(by: { $0.key < $1.key }) {
      // An empty list would stop everything; there is none here.
      for start in stride(from: 0, to: list.count, by: size) {
        try tx.announce(
          room: .collaboration(collaboration), event: .killContainers,
          payload: EventPayload.KillContainers(
            killList: Array(list[start..<min(start + size, list.count)]), collaborationID: collaboration))
      }
    }
  }
}
