public import PolderCore

/// A runtime that may leave things on the machine that no run needs any more: containers, images, networks.
public protocol LeftoverCleaning: Runtime {
  /// What it would remove; nothing is changed.
  /// - Parameter runs: those that have not been reported, whose things stay
  /// - Returns: one line for people of each thing
  /// - Throws: `PolderError` when it can not be told
  func leftovers(keeping runs: Set<RunID>) async throws -> [String]
  /// Removes it.
  /// - Parameter runs: those that have not been reported, whose things stay
  /// - Throws: `PolderError` for the first thing that can not be removed
  func removeLeftovers(keeping runs: Set<RunID>) async throws
}
