/// What the node writes down of a run before it makes a container of it.
struct ContainerRecord: Sendable, Hashable, Codable {
  /// The name of the algorithm's container.
  let container: String
  /// The name of its relay's container.
  let relay: String
  /// Made anew for each start, and a label of the containers: what bears it is of this start.
  let order: String
  /// The engine that was asked.
  let engine: String
  /// What a later process of the node has to hold the run to.
  let wallSeconds: Int
  let cpuSeconds: Int
  let memoryBytes: Int
  let logBytes: Int

  /// Whether a container is of this start, and not one that only has the same name.
  func owns(_ container: ContainerState) -> Bool { container.labels[ContainerNames.order] == order }
}
