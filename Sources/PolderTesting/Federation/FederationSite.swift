package import PolderCore
import Synchronization

/// One organization of a running federation, with its node.
package final class FederationSite: Sendable {
  /// What it was made of.
  package let plan: SitePlan
  /// Its organization.
  package let organization: OrganizationID
  /// Its node at the server.
  package let node: NodeID
  /// The configuration file of its node.
  package let configuration: String
  /// The folder of its node, below that of the federation: `runs`, `jobs`, `task-…`, the journal.
  package let folder: String
  private let program: String
  private let logPath: String
  private let current = Mutex<ProgramProcess?>(nil)

  init(
    _ plan: SitePlan, organization: OrganizationID, node: NodeID, configuration: String, folder: String,
    program: String, logPath: String
  ) {
    self.plan = plan
    self.organization = organization
    self.node = node
    self.configuration = configuration
    self.folder = folder
    self.program = program
    self.logPath = logPath
  }

  /// Starts the node and returns when it has logged in and knows its open runs.
  /// - Parameter words: the command before `--config`
  /// - Returns: its process
  /// - Throws: `PolderError` with its last words when it ends before
  @discardableResult
  package func start(_ words: [String] = ["node", "start"]) async throws -> ProgramProcess {
    let process = ProgramProcess(
      "the node of \(plan.name)", program: program, arguments: words + ["--config", configuration], logPath: logPath)
    current.withLock { $0 = process }
    _ = try await process.ready()
    return process
  }

  /// Ends the node by force.
  package func crash() async throws { try await current.withLock { $0 }?.crash() }

  /// Ends the node politely.
  package func stop() async { await current.withLock { $0 }?.stop() }

  /// All that its node processes logged.
  package var log: String { current.withLock { $0 }?.log ?? "" }

  /// Waits until its node has logged a text.
  /// - Throws: `PolderError` when the log can not be watched
  package func logged(_ text: String) async throws {
    let changes = try FileChanges(logPath)
    if log.contains(text) { return }
    for await _ in changes.stream where log.contains(text) { return }
    throw CancellationError()
  }
}
