import Foundation
import Logging
import PolderCore

/// The helpers beside the node: one for each tunnel, one for the allow-list, one for each linked service, one for the VPN.
struct NodeHelpers: Sendable {
  /// A helper and how it is started.
  private struct Entry: Sendable {
    let name: String
    var patience = HelperMachine.patience
    let launch: HelperSupervisor.Launch
  }

  private let entries: [Entry]
  private let links: [Entry]
  private let board: HelperBoard
  private let linking: (any ServiceLinking)?
  private let logger: Logger
  /// Ends when each service was linked, or could not be at first.
  private let settled: AsyncStream<String>
  private let settle: AsyncStream<String>.Continuation

  /// Writes the files of all helpers; nothing is started yet.
  /// - Parameters:
  ///   - board: what is asked for
  ///   - runtime: links services, if it can
  ///   - vpn: keeps the node in a VPN; nil where none is asked for
  ///   - shim: the path of `polder-shim`
  ///   - logger: where starts and failures are told
  /// - Throws: `PolderError` when a program, a key or the folder can not be used
  init(_ board: HelperBoard, runtime: any Runtime, vpn: NodeVPN? = nil, shim: String, logger: Logger) throws {
    self.board = board
    self.logger = logger
    linking = runtime as? any ServiceLinking
    let settings = board.settings
    if !settings.isEmpty { try NodeFolders.makeFolder(board.sockets) }
    var entries: [Entry] = []
    for tunnel in settings.tunnels {
      let process = try HelperProcess(
        tunnel.prepare(
          in: "\(board.folder)/tunnel-\(tunnel.hostname)", socket: try board.listener(tunnel.hostname)))
      entries.append(Entry(name: "ssh tunnel \(tunnel.hostname)") { await process.run(ready: $0) })
    }
    if let list = settings.allowList {
      // Tried once now; a port that somebody else took meanwhile is another one at the next start.
      _ = try Self.filter(list, board, shim: shim)
      entries.append(
        Entry(name: AllowList.helperName) { ready in
          do { return try await Self.filter(list, board, shim: shim).run(ready: ready) } catch {
            return (error as? PolderError)?.message ?? "\(error)"
          }
        })
    }
    if let vpn {
      entries.append(Entry(name: NodeVPN.name, patience: NodeVPN.patience) { await vpn.run(ready: $0) })
    }
    self.entries = entries
    links =
      linking.map { linking in
        settings.services.map { service in
          Entry(name: "service \(service.alias)") { await linking.link(service, ready: $0) }
        }
      } ?? []
    (settled, settle) = AsyncStream.makeStream()
  }

  /// The filter listens at a port of the loopback, and what leads there from a socket is its first process.
  private static func filter(_ list: AllowList, _ board: HelperBoard, shim: String) throws -> HelperProcess {
    let address = "127.0.0.1:\(try FreePort.find())"
    let command = try list.prepare(in: "\(board.folder)/squid", listener: address)
    let socket = try board.listener(HelperBoard.filter.host)
    return try HelperProcess(command.behind(shim, socket: socket, address: address))
  }

  /// Ends what an earlier process of the node left, which may have been asked for more.
  static func clear(_ board: HelperBoard, _ linking: (any ServiceLinking)?) async {
    LeftHelper.endAll(in: board.folder)
    await linking?.clearLinks()
  }

  /// Keeps all of them running until it is cancelled, and ends before what a killed node left.
  /// - Parameter pause: lets time pass
  func run(pause: @escaping @Sendable (Duration) async throws -> Void = { try await Task.sleep(for: $0) }) async {
    await Self.clear(board, linking)
    if links.isEmpty { settle.finish() }
    await withTaskGroup(of: Void.self) { group in
      for entry in entries { group.addTask { await supervisor(entry, pause).run() } }
      for entry in links {
        var supervisor = supervisor(entry, pause)
        supervisor.onChange = { [settle] _ in settle.yield(entry.name) }
        group.addTask { [supervisor] in await supervisor.run() }
      }
    }
    settle.finish()
    // The task is cancelled by now, and calls to the engine would be as well.
    if !links.isEmpty { await Task { [linking] in await linking?.clearLinks() }.value }
  }

  /// Waits until each service is linked, or could not be linked at the first attempt.
  func servicesSettle() async {
    // Nobody asks a second time: what is told afterwards is not kept.
    defer { settle.finish() }
    var left = Set(links.map(\.name))
    guard !left.isEmpty else { return }
    for await name in settled {
      left.remove(name)
      if left.isEmpty { return }
    }
  }

  private func supervisor(
    _ entry: Entry, _ pause: @escaping @Sendable (Duration) async throws -> Void
  ) -> HelperSupervisor {
    let start = ContinuousClock.now
    return HelperSupervisor(
      name: entry.name, logger: logger, launch: entry.launch, now: { ContinuousClock.now - start }, pause: pause,
      patience: entry.patience)
  }
}
