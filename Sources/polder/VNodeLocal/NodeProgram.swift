import Glibc
import Logging
import PolderNode
import PolderService

/// A node as the work of this process, until it is told to end.
enum NodeProgram {
  /// Runs the node.
  /// - Parameters:
  ///   - configuration: what it is to do
  ///   - stopRuns: whether algorithms end with it, in place of going on until the next start
  /// - Throws: `PolderError` when the node can not do its work
  static func run(_ configuration: NodeConfiguration, stopRuns: Bool) async throws {
    // What is kept holds hashes, keys and inputs: nobody else may read it.
    umask(0o077)
    try configuration.logging.bootstrap()
    let logger = Logger(label: "polder.node")
    let parts = try NodeParts(configuration, logger: logger)
    let node = NodeService(configuration, parts: parts, logger: logger) { Ready.tell("node") }
    try await ServiceRun([node], logger: Logger(label: "polder.services")).run()
    if stopRuns { try await LeftRuns(configuration).stopAll() }
  }
}
