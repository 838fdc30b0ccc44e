import Logging
import PolderCore

/// What an engine has of a node that belongs to no open run.
struct EngineLeftovers: Sendable {
  let client: EngineClient
  /// The mark of the node.
  let mark: String
  let logger: Logger

  private struct Found {
    let containers: [LabelledThing]
    let networks: [LabelledThing]
  }

  /// One line of each thing; nothing is changed.
  func lines(keeping runs: Set<RunID>) async throws -> [String] {
    let found = try await find(keeping: runs)
    return found.containers.map { "container \($0.name)" } + found.networks.map { "network \($0.name)" }
  }

  /// Removes them; what an algorithm that still runs needs is left alone.
  func remove(keeping runs: Set<RunID>) async throws {
    let found = try await find(keeping: runs)
    // Algorithms live in the networks of their relays, and the gate in that of the VPN client.
    func rank(_ thing: LabelledThing) -> Int {
      thing.isAlgorithm ? 0 : thing.type == ContainerNames.vpnClient ? 2 : 1
    }
    for container in found.containers.sorted(by: { rank($0) < rank($1) }) {
      guard try await !client.remove(container.id, force: !container.isAlgorithm) else { continue }
      logger.warning("a container was left alone: it runs", metadata: ["container": "\(container.name)"])
    }
    for network in found.networks {
      guard try await !client.removeNetwork(network.id) else { continue }
      logger.warning("a network was left alone: it is used", metadata: ["network": "\(network.name)"])
    }
  }

  private func find(keeping runs: Set<RunID>) async throws -> Found {
    let containers = try await client.containers(labelled: ContainerNames.node, mark)
    // An algorithm that runs keeps its relay, though the journal does not know it any more.
    let kept = runs.union(containers.filter { $0.isAlgorithm && $0.isRunning }.compactMap(\.run))
    let networks = try await client.networks(labelled: ContainerNames.node, mark)
    func isLeft(_ thing: LabelledThing) -> Bool { thing.run.map { !kept.contains($0) } ?? true }
    // A relay that was made in advance knows no run, and is known by the start that uses it.
    let starts = Set(containers.filter { !isLeft($0) }.compactMap { $0.labels[ContainerNames.order] })
    // Whoever runs may be talking through them.
    let talks = containers.contains { $0.isAlgorithm && $0.isRunning }
    let left = containers.filter {
      isLeft($0) && !starts.contains($0.labels[ContainerNames.order] ?? "") && !(talks && $0.isOfVPN)
    }
    return Found(containers: left, networks: networks.filter(isLeft))
  }
}
