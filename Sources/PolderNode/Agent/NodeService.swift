public import Logging
import PolderCore
import PolderService
public import ServiceLifecycle

/// A node: takes up the runs of its organization, lets their algorithms run beside the data, and sends what may leave.
///
/// ```swift
/// let node = NodeService(configuration, parts: try NodeParts(configuration, logger: logger), logger: logger)
/// try await node.run()
/// ```
///
/// When it ends, algorithms go on under their supervisors, and the next node on the same folder adopts them.
public final class NodeService: Service {
  let configuration: NodeConfiguration
  let parts: NodeParts
  let logger: Logger
  private let onReady: @Sendable () -> Void
  private let stops: AsyncStream<Void>
  private let stopper: AsyncStream<Void>.Continuation

  /// A node at rest.
  /// - Parameters:
  ///   - configuration: its configuration
  ///   - parts: what it is put together from
  ///   - logger: where it tells what it does
  ///   - onReady: called once, when the node is logged in and has seen what there is to do
  public init(
    _ configuration: NodeConfiguration, parts: NodeParts, logger: Logger,
    onReady: @escaping @Sendable () -> Void = {}
  ) {
    self.configuration = configuration
    self.parts = parts
    self.logger = logger
    self.onReady = onReady
    (stops, stopper) = AsyncStream.makeStream()
  }

  /// Runs until ``stop()``, a graceful shutdown or cancellation; runs once.
  /// - Throws: `PolderError` when the node can not do its work: a wrong key, an unusable database, no isolation …
  public func run() async throws {
    for warning in configuration.warnings { logger.warning("\(warning)") }
    let check = await DatabaseCheck(configuration.databases, columns: parts.columns)
    try check.requireUsable()
    for item in check.warnings { logger.warning("\(item.message)", metadata: ["subject": "\(item.name)"]) }
    let keys = try NodeKeys(configuration)
    if let warning = keys?.warning { logger.warning("\(warning)") }
    let journal = try await NodeJournal(folder: configuration.dataFolder, now: parts.now)
    let failure = await NodeAudit.telling(of: configuration, parts, logger: logger) { audit in
      await work(
        NodeAgent(
          configuration, parts, journal, audit, keys: keys, columns: check.columns, logger: logger, onReady: onReady))
    }
    await parts.proxy.shutdown()
    try journal.close()
    if let failure { throw failure }
    logger.notice("the node has stopped")
  }

  /// Ends the node; ``run()`` returns soon after.
  public func stop() { stopper.finish() }

  private func work(_ agent: NodeAgent) async -> (any Error)? {
    guard let board = parts.helpers, !board.settings.isEmpty else { return await work(agent, beside: nil) }
    do {
      try Self.require(HelperCheck.findings(configuration), as: .helperUnusable)
      let helpers = try NodeHelpers(
        board, runtime: parts.runtime, vpn: vpn(agent), shim: ProcessTools.shim(configuration.runtime), logger: logger)
      return await withTaskGroup(of: Void.self) { group in
        group.addTask { await helpers.run() }
        let failure = await work(agent, beside: helpers)
        group.cancelAll()
        return failure
      }
    } catch {
      return error
    }
  }

  private func work(_ agent: NodeAgent, beside helpers: NodeHelpers?) async -> (any Error)? {
    await withGracefulShutdownHandler {
      await withTaskGroup(of: (any Error)?.self) { group in
        group.addTask {
          do {
            // The probe takes its time on a busy machine: who ends the node meanwhile does not wait for it.
            await helpers?.servicesSettle()
            if helpers == nil, let board = self.parts.helpers {
              await NodeHelpers.clear(board, self.parts.runtime as? any ServiceLinking)
            }
            try await self.checkRuntime()
            try Task.checkCancellation()
            async let _: Void = self.parts.runtime.serve()
            async let _: Void = self.leaveFormerVPN(agent)
            try await agent.run()
            return nil
          } catch {
            return error is CancellationError ? nil : error
          }
        }
        group.addTask {
          for await _ in self.stops {}
          return nil
        }
        // Whichever comes first: the agent fails, or it is told to stop.
        let failure = await group.next()
        group.cancelAll()
        return failure ?? nil
      }
    } onGracefulShutdown: {
      self.stop()
    }
  }

  private func checkRuntime() async throws {
    let findings = try await parts.runtime.check()
    for finding in findings where finding.severity == .warning {
      logger.warning("\(finding.message)", metadata: ["subject": "\(finding.subject)"])
    }
    try Self.require(findings, as: .runtimeNotIsolated)
  }

  private static func require(_ findings: [RuntimeFinding], as code: PolderError.Code) throws {
    let refusals = findings.filter { $0.severity == .refusal }
    guard let first = refusals.first else { return }
    throw PolderError(
      code, refusals.map(\.message).joined(separator: " "), object: first.subject,
      nextStep: first.nextStep)
  }
}
