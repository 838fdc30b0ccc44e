import PolderCore

/// The names of a node's jobs: `polder-NODE-RUN-ATTEMPT`, so that they are found although nobody wrote their ids down.
struct SlurmNames: Sendable {
  /// Tells the nodes of one user apart; stands in the node's folder.
  let node: String

  init(node: String) { self.node = node }

  /// Reads the node's mark, or makes it.
  init(dataFolder: String) throws { node = try NodeMark.read("slurm-node", in: dataFolder) }

  func name(_ run: RunID) -> String { prefix(run) + RandomDigits.make(16) }

  /// How the names of all attempts at a run begin.
  func prefix(_ run: RunID) -> String { "polder-\(node)-\(run)-" }
}
