import Logging
import PolderCore

extension NodeAudit {
  /// Opens the log of a node, tells of its start, keeps the log while the node works, and tells of its end.
  /// - Returns: why the node could not go on; nil when it was told to end
  static func telling(
    of configuration: NodeConfiguration, _ parts: NodeParts, logger: Logger,
    while work: (NodeAudit) async -> (any Error)?
  ) async -> (any Error)? {
    do {
      let audit = try await NodeAudit(
        NodeFolders(root: configuration.dataFolder), logger: logger, now: parts.now, pause: parts.pause)
      audit.note(.started(configuration.audit, former: try await audit.formerConfiguration()))
      // Not cancelled with the node: what it does until its end is written.
      let writer = Task { await audit.run() }
      let failure = await withTaskGroup(of: Void.self) { group in
        group.addTask { await audit.keep(configuration.audit, pause: parts.pause) }
        let failure = await work(audit)
        group.cancelAll()
        return failure
      }
      audit.note(.stopped(code: failure.map { ($0 as? PolderError)?.code.rawValue ?? "unknown" }))
      audit.finish()
      await writer.value
      try audit.close()
      return failure
    } catch {
      return error is CancellationError ? nil : error
    }
  }
}
