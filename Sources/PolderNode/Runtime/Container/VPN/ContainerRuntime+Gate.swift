import Foundation
import Logging
import PolderCore

/// The gate stands in the network of the VPN client, and has nothing of its rights: it carries bytes between the tunnel and
/// the sockets by which runs are reached.
extension ContainerRuntime {
  /// How many connections are carried at the same time to each run, to all runs, and from all runs.
  private static let (perRun, arrivals, departures) = (64, 384, 512)
  private static let gateFolder = "/vpn"

  func openGate() async throws {
    // Also where new runs get no doors: those of earlier ones lead here.
    guard let doors else { return }
    let engine = try await link.engine()
    guard let tunnel = try await engine.client.inspect(names.vpnClient), tunnel.phase == .running else { return }
    let image = try await link.shimImage()
    // A client that was started anew has another network, and another program may speak otherwise.
    let place = "\(tunnel.id) \(tunnel.startedAt?.microseconds ?? 0) \(image)"
    let present = try await engine.client.inspect(names.vpnGate)
    guard present?.phase != .running || present?.labels[ContainerNames.order] != place else { return }
    try await removeGate(engine.client)
    let folder = ContainerFolder(path: doors.folder.path)
    try doors.folder.make()
    try NodeFolders.makeFolder(folder.ready)
    // Of an earlier gate, so it may be missing.
    unlink("\(folder.ready)/\(RelayPlan.readyName)")
    let body = try gate(doors, engine, tunnel, place, folder).body(image: image)
    let gate = try await create(names.vpnGate, body.json, engine.client)
    do {
      try await startRelay(gate, folder, engine.client)
    } catch {
      // Also when nobody waits for it any more; what stays is removed by the next attempt.
      await Task { _ = try? await engine.client.remove(gate, force: true) }.value
      throw error
    }
  }

  private func gate(
    _ doors: VPNDoors, _ engine: EngineLink.Engine, _ tunnel: ContainerState, _ place: String, _ folder: ContainerFolder
  ) -> RelayPlan {
    RelayPlan(
      engine: engine, network: "container:\(tunnel.id)", ready: folder.ready,
      sockets: [RunOrder.Binding(source: doors.folder.path, target: Self.gateFolder, isWritable: true)], verb: "gate",
      ways: [
        "--folder", Self.gateFolder, "--subnet", doors.subnet, "--interface", TunnelAddresses.device, "--arrivals",
        String(Self.arrivals), "--departures", String(Self.departures),
      ], connections: Self.perRun, threads: Self.arrivals + Self.departures + GateFolder.mostPorts,
      labels: names.labels(ContainerNames.vpnGate, order: place))
  }

  /// Removes the gate, also that of an earlier process of the node.
  func removeGate(_ client: EngineClient) async throws {
    for id in try await own(ContainerNames.vpnGate, client) { try await client.remove(id, force: true) }
  }

  /// The ports that a run was given at its start.
  public func ports(_ handle: RuntimeHandle) throws -> [RunPort] { try ContainerFolder(path: handle.folder).ports() }

  /// Closes doors of runs that are over, which earlier processes of the node have left.
  func closeLeftDoors() async {
    do {
      try await doors?.closeLeft {
        let containers = try await link.engine().client.containers(labelled: ContainerNames.node, names.mark)
        return Set(containers.compactMap { $0.labels[ContainerNames.order] })
      }
    } catch {
      // They lead nowhere; the next start looks again.
      logger.debug("doors to the VPN were not looked at", metadata: ["cause": "\(Self.words(error))"])
    }
  }
}
