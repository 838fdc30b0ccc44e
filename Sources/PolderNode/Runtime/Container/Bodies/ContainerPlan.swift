import Foundation
import PolderCore

/// Makes of an order what the engine is asked for, and gives the algorithm's user the files it works with.
struct ContainerPlan: Sendable {
  private static let proxyFolder = "/proxy"
  private static let helperFolder = "/helpers"
  /// How many requests of an algorithm are carried at the same time.
  private static let connections = 32

  let runtime: ContainerRuntime
  let engine: EngineLink.Engine
  let order: RunOrder
  let record: ContainerRecord

  private var choice: UserChoice {
    UserChoice(
      isRootless: engine.info.isRootless, node: ContainerUser(user: geteuid(), group: getegid()),
      relaxation: relaxation.user)
  }

  private var helpers: [HelperPort] { order.placement.helpers }

  private var relaxation: ContainerRelaxation { runtime.settings.container.relaxation(of: order.image) }

  /// The file by which the algorithm finds the addresses of names. Engines have one of their own for it, and Podman does not
  /// take into that what the relay's container is told.
  private var names: [RunOrder.Binding] {
    get throws {
      guard !helpers.isEmpty else { return [] }
      let path = ContainerFolder(path: order.handle.folder).hosts
      try RunFile.write(Array(helpers.hostsText.utf8), to: path)
      guard chmod(path, 0o644) == 0 else {
        throw ContainerRuntime.failure(order, "The file of names can not be shown to the algorithm.")
      }
      return [RunOrder.Binding(source: path, target: "/etc/hosts", isWritable: false)]
    }
  }

  /// The container whose network the algorithm gets: a loopback, and a way to the proxy.
  func relay(image: String, ready: String) throws -> ContainerBody {
    var sockets = [RunOrder.Binding(source: order.proxy.folder, target: Self.proxyFolder, isWritable: false)]
    if let folder = helpers.folder {
      sockets.append(.init(source: folder, target: Self.helperFolder, isWritable: false))
    }
    let door = try runtime.doors?.open(record.order)
    let proxy = [
      "--listen", String(order.placement.proxyPort), "--connect", "\(Self.proxyFolder)/\(order.proxy.name)",
    ]
    return try RelayPlan(
      engine: engine, ready: ready, sockets: sockets, ways: proxy + helpers.relayArguments(in: Self.helperFolder),
      connections: Self.connections,
      threads: Self.connections + helpers.relayThreads + (door == nil ? 0 : 2 * (Self.connections + 1)),
      opensLowPorts: helpers.contains { $0.port < 1_024 }, door: door,
      labels: runtime.names.labels("algorithm-helper", order.handle.run, order: record.order)
    ).body(image: image)
  }

  /// The container of the algorithm; `resources` are what the engine gives the relay by itself.
  func algorithm(
    image: LocalImage, network: String, resources: [ResourceLimit]
  ) async throws -> ContainerBody {
    let user = choice.user(image: try await ImageUsers(client: engine.client).user(of: image, runtime.names))
    let bindings = try RunFiles(choice: choice, user: user, copies: ContainerFolder(path: order.handle.folder).copies)
      .prepare(order.bindings)
    var walls = walls(network: network, relaxation: relaxation)
    walls.mounts = try engine.placed(bindings + (try names))
    walls.resources = resources
    walls.wantsGPU = runtime.wantsGPU
    var environment = order.environment
    if !image.hasHome, !environment.contains(where: { $0.name == "HOME" }) {
      // A user that the image does not know would be at home in its root, which is not to be written to.
      environment.append((name: "HOME", value: "/tmp"))
    }
    return ContainerBody(
      image: image.id, user: user, environment: environment,
      labels: runtime.names.labels("algorithm", order.handle.run, order: record.order), walls: walls)
  }

  /// A container that looks around in the conditions of an algorithm.
  func probe(image: String, network: String, resources: [ResourceLimit]) -> ContainerBody {
    var walls = walls(network: network, relaxation: ContainerRelaxation(image: ""))
    walls.resources = resources
    return ContainerBody(
      image: image, user: choice.user(image: nil), entrypoint: [ShimImage.program],
      labels: runtime.names.labels("algorithm-helper", order.handle.run, order: record.order), walls: walls)
  }

  private func walls(network: String, relaxation: ContainerRelaxation) -> ContainerWalls {
    ContainerWalls(
      limits: order.limits, processors: runtime.settings.container.processors, relaxation: relaxation,
      network: network, mounts: [], unmapsUsers: engine.info.mapsUsers,
      logDriver: engine.info.logDriver)
  }
}
