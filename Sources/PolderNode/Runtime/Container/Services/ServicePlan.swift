import Foundation
import PolderCore

/// Makes of a linked service what an engine is asked for: a relay in the service's network, whose sockets algorithms reach.
struct ServicePlan: Sendable {
  private static let socketFolder = "/helpers"
  private static let connections = 512

  let runtime: ContainerRuntime
  let engine: EngineLink.Engine
  let helpers: HelperBoard
  let service: LinkedService
  let state: ServiceState

  /// The container of the relay.
  func relay(image: String, ready: String) throws -> ContainerBody {
    try RelayPlan(
      engine: engine, network: runtime.names.network, ready: ready,
      sockets: [RunOrder.Binding(source: helpers.sockets, target: Self.socketFolder, isWritable: true)], ways: ways,
      connections: Self.connections, threads: state.ports.count * (Self.connections + 1),
      labels: runtime.names.serviceLabels
    ).body(image: image)
  }

  private var ways: [String] {
    let address = state.addresses[runtime.names.network] ?? ""
    return state.ports.flatMap { port in
      [
        "--forward", "\(Self.socketFolder)/\(helpers.socket(service.alias, port: port).name)", "--to",
        "\(address):\(port)",
      ]
    }
  }
}
