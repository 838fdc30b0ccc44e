import Foundation
import Logging
import PolderCore

/// The helpers that run as processes beside the node: one for each tunnel, one for the allow-list.
struct NodeHelpers: Sendable {
  /// A helper and where it can be reached.
  struct Entry: Sendable {
    let command: HelperCommand
    let process: HelperProcess
  }

  let entries: [Entry]
  private let logger: Logger

  /// Writes the files of all helpers; nothing is started yet.
  /// - Parameters:
  ///   - settings: what is asked for
  ///   - folder: a folder of the node's own
  ///   - proxyListener: where the filter of the allow-list listens, as in `127.0.0.1:3128`
  ///   - logger: where starts and failures are told
  /// - Throws: `PolderError` when a program, a key or the folder can not be used
  init(_ settings: HelperSettings, folder: String, proxyListener: String, logger: Logger) throws {
    var commands = try settings.tunnels.map { try $0.prepare(in: "\(folder)/tunnel-\($0.hostname)") }
    if let list = settings.allowList {
      commands.append(try list.prepare(in: "\(folder)/squid", listener: proxyListener))
    }
    entries = try commands.map { Entry(command: $0, process: try HelperProcess($0)) }
    self.logger = logger
  }

  /// The socket at which a tunnel of the settings listens.
  static func socket(of tunnel: SSHTunnel, in folder: String) -> String {
    SSHTunnel.socket(in: "\(folder)/tunnel-\(tunnel.hostname)")
  }

  /// Keeps all of them running until it is cancelled.
  /// - Parameter pause: lets time pass
  func run(pause: @escaping @Sendable (Duration) async throws -> Void = { try await Task.sleep(for: $0) }) async {
    let start = ContinuousClock.now
    await withTaskGroup(of: Void.self) { group in
      for entry in entries {
        LeftHelper.end(entry.command)
        let supervisor = HelperSupervisor(
          name: entry.command.name, logger: logger, launch: { await entry.process.run(ready: $0) },
          now: { ContinuousClock.now - start }, pause: pause)
        group.addTask { await supervisor.run() }
      }
    }
  }
}
