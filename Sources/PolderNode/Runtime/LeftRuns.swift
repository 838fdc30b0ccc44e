import Logging
import PolderCore

/// The runs that go on when a node ends.
public struct LeftRuns: Sendable {
  private let folders: NodeFolders
  private let runtime: any Runtime

  /// The runs of a node's folder.
  /// - Throws: `PolderError` when a program that the runtime needs is missing
  public init(_ configuration: NodeConfiguration) throws {
    folders = NodeFolders(root: configuration.dataFolder)
    runtime = try RuntimeFactory.make(configuration, logger: Logger(label: "polder.left-runs"))
  }

  /// Ends all of them and waits until they have ended.
  /// - Throws: `PolderError` when one can not be ended
  public func stopAll() async throws {
    try await withThrowingTaskGroup(of: Void.self) { group in
      for number in folders.runs() {
        let handle = RuntimeHandle(run: RunID(number), folder: folders.run(number).supervisor)
        group.addTask {
          guard try await runtime.adopt(handle) == .running else { return }
          try await runtime.kill(handle)
          _ = try await runtime.wait(handle)
        }
      }
      try await group.waitForAll()
    }
  }
}
