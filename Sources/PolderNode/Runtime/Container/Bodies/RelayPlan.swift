import Foundation
import PolderCore

/// Makes the container of a relay: a small program that carries bytes between sockets, and holds what waits.
struct RelayPlan: Sendable {
  /// The file by which it says that it listens.
  static let readyName = "listening"
  private static let readyFolder = "/ready"

  let engine: EngineLink.Engine
  /// `none`, or the network in which it reaches others.
  var network = "none"
  /// The folder of the node in which it says that it listens.
  let ready: String
  /// The folders of sockets that it sees.
  var sockets: [RunOrder.Binding]
  /// What the shim does: `relay` or `gate`.
  var verb = "relay"
  /// What is carried where.
  var ways: [String]
  /// How many connections of each way are carried at the same time.
  let connections: Int
  /// How many threads that takes.
  var threads: Int
  var opensLowPorts = false
  /// The way to the VPN; nil for none.
  var door: RelayDoor?
  let labels: [(name: String, value: String)]

  /// What the engine is asked for; the tree of an algorithm has limits of its own.
  func body(image: String) throws -> ContainerBody {
    let user = engine.info.isRootless ? .root : ContainerUser(user: geteuid(), group: getegid())
    var walls = ContainerWalls(
      limits: RunLimits(
        memoryBytes: 256 << 20, cpuSeconds: 1 << 30, processes: threads + 32, wallSeconds: .max, fileBytes: 1 << 20,
        logBytes: 64 << 10),
      relaxation: ContainerRelaxation(image: "", capabilities: door == nil ? [] : RelayDoor.capabilities),
      network: network,
      mounts: try engine.placed(
        sockets + (door?.bindings ?? [])
          + [RunOrder.Binding(source: ready, target: Self.readyFolder, isWritable: true)]),
      limitsEachProcess: false, unmapsUsers: engine.info.mapsUsers, logDriver: engine.info.logDriver)
    walls.opensLowPorts = opensLowPorts
    return ContainerBody(
      image: image,
      // Who has a door begins as root, and becomes that user once the door is hung.
      user: door == nil ? user : .root,
      entrypoint: [ShimImage.program],
      arguments: [verb] + ways + (door?.arguments(user) ?? []) + [
        "--connections", String(connections), "--ready", "\(Self.readyFolder)/\(Self.readyName)",
      ], labels: labels, walls: walls)
  }
}

extension EngineLink.Engine {
  /// Bindings as the engine's machine has their sources.
  func placed(_ bindings: [RunOrder.Binding]) throws -> [RunOrder.Binding] {
    try bindings.map { binding in
      let place = try paths.place(of: binding.source)
      return RunOrder.Binding(source: place.source, target: binding.target, isWritable: binding.isWritable)
    }
  }
}
