public import PolderCore

/// What a run is found by, also by a later process of the node: its id and the folder of its supervisor.
public struct RuntimeHandle: Sendable, Hashable, Codable {
  /// The run.
  public let run: RunID
  /// Where the supervisor keeps its records; out of the algorithm's reach.
  public let folder: String

  /// A handle.
  public init(run: RunID, folder: String) {
    self.run = run
    self.folder = folder
  }
}
