import Logging
package import PolderNode

/// A node in this process.
package final class TestNode: Sendable {
  private let configuration: NodeConfiguration
  private let service: NodeService
  private let task: Task<Void, any Error>

  private init(_ configuration: NodeConfiguration, _ service: NodeService, _ task: Task<Void, any Error>) {
    self.configuration = configuration
    self.service = service
    self.task = task
  }

  /// Starts a node; returns once it is logged in and has seen what there is to do.
  /// - Throws: why it could not start
  package static func start(_ configuration: NodeConfiguration) async throws -> TestNode {
    let ready = Settled<Void>()
    let logger = Logger.silent
    let service = NodeService(configuration, parts: try NodeParts(configuration, logger: logger), logger: logger) {
      ready.settle(.success(()))
    }
    let task = Task {
      do {
        try await service.run()
        ready.settle(.failure(CancellationError()))
      } catch {
        ready.settle(.failure(error))
        throw error
      }
    }
    try await ready.value
    return TestNode(configuration, service, task)
  }

  /// Ends the node; its algorithms go on, and another node with the same configuration adopts them.
  package func stop() async throws {
    service.stop()
    try await task.value
  }

  /// Ends the node and all that it left.
  package func end() async throws {
    try await stop()
    try await LeftRuns(configuration).stopAll()
  }
}
