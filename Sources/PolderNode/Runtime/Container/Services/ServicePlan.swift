import Foundation
import PolderCore

/// Makes of a linked service what an engine is asked for: a relay in the service's network, whose sockets algorithms reach.
struct ServicePlan: Sendable {
  private static let socketFolder = "/helpers"
  private static let readyFolder = "/ready"
  private static let connections = 512

  let runtime: ContainerRuntime
  let engine: EngineLink.Engine
  let helpers: HelperBoard
  let service: LinkedService
  let state: ServiceState

  /// The container of the relay.
  func relay(image: String, ready: String) throws -> ContainerBody {
    let threads = state.ports.count * (Self.connections + 1)
    let walls = ContainerWalls(
      limits: RunLimits(
        memoryBytes: 256 << 20, cpuSeconds: 1 << 30, processes: threads + 32, wallSeconds: .max, fileBytes: 1 << 20,
        logBytes: 64 << 10),
      relaxation: ContainerRelaxation(image: ""), network: runtime.names.network,
      mounts: try [(helpers.sockets, Self.socketFolder), (ready, Self.readyFolder)].map { source, target in
        RunOrder.Binding(source: try engine.paths.place(of: source).source, target: target, isWritable: true)
      }, limitsEachProcess: false, unmapsUsers: engine.info.mapsUsers,
      logDriver: engine.info.isPodman ? "k8s-file" : "json-file")
    return ContainerBody(
      image: image,
      user: engine.info.isRootless ? .root : ContainerUser(user: geteuid(), group: getegid()),
      entrypoint: [ShimImage.program], arguments: arguments, labels: runtime.names.serviceLabels, walls: walls)
  }

  private var arguments: [String] {
    let address = state.addresses[runtime.names.network] ?? ""
    let forwards = state.ports.flatMap { port in
      [
        "--forward", "\(Self.socketFolder)/\(helpers.socket(service.alias, port: port).name)", "--to",
        "\(address):\(port)",
      ]
    }
    return ["relay"] + forwards + [
      "--connections", String(Self.connections), "--ready", "\(Self.readyFolder)/\(ContainerPlan.readyName)",
    ]
  }
}
