import Foundation
import Logging
import PolderCore

extension ContainerRuntime: ServiceLinking {
  /// What is wrong in a service's link, in words for the log.
  private struct Unlinked: Error { let reason: String }

  /// Removes the relays to services and the network that they share, and takes the services off it.
  func clearLinks() async {
    do {
      let client = try await link.engine().client
      for id in try await own(ContainerNames.serviceHelper, client) { try await client.remove(id, force: true) }
      try await client.dissolveNetwork(names.network)
    } catch {
      // What stays is used by the next link, and told by the check where the engine is away.
      logger.debug("links were not cleared", metadata: ["cause": "\(Self.words(error))"])
    }
  }

  /// The numbers of the node's own containers of one type, running or not.
  func own(_ type: String, _ client: EngineClient) async throws -> [String] {
    try await client.containers(labelled: ContainerNames.node, names.mark)
      .filter { $0.labels[ContainerNames.type] == type }.map(\.id)
  }

  /// Connects a service to the node's own network, and leads sockets to its ports by a relay in that network: so the
  /// algorithms stay in a network that has nobody else.
  func link(_ service: LinkedService, ready: @escaping @Sendable () -> Void) async -> String {
    do {
      let client = try await link.engine().client
      let state = try await connected(service, client)
      let relay = try await startRelay(to: service, state, client)
      helpers?.offer(state.ports, of: service.alias)
      ready()
      let reason = await Self.end(of: [("the service", state.id), ("its relay", relay)], client)
      // Also when nobody waits for the link any more.
      await Task { _ = try? await client.remove(relay, force: true) }.value
      return reason
    } catch let unlinked as Unlinked {
      return unlinked.reason
    } catch {
      return Self.words(error)
    }
  }

  /// The service in the node's network, where it bears its alias.
  private func connected(_ service: LinkedService, _ client: EngineClient) async throws -> ServiceState {
    guard let state = try await client.service(service.container) else {
      throw Unlinked(reason: ServiceState.missing(service))
    }
    if let problem = state.problem(service) { throw Unlinked(reason: problem) }
    if state.addresses[names.network] == nil {
      try await client.makeNetwork(names.network, labels: names.serviceLabels)
      try await client.connect(state.id, to: names.network, alias: service.alias)
    }
    guard let now = try await client.service(state.id), let address = now.addresses[names.network], !address.isEmpty
    else { throw Unlinked(reason: "its container has no address in the network \(names.network)") }
    return now
  }

  private func startRelay(
    to service: LinkedService, _ state: ServiceState, _ client: EngineClient
  ) async throws -> String {
    guard let helpers else { throw Unlinked(reason: "the node has no folder for helpers") }
    let folder = ContainerFolder(path: "\(helpers.folder)/link-\(service.alias)")
    try NodeFolders.makeFolder(folder.ready)
    // Of an earlier link, so it may be missing.
    unlink("\(folder.ready)/\(RelayPlan.readyName)")
    let plan = ServicePlan(
      runtime: self, engine: try await link.engine(), helpers: helpers, service: service, state: state)
    let body = try plan.relay(image: try await link.shimImage(), ready: folder.ready)
    let id = try await create(names.link(service.alias), body.json, client)
    do {
      try await startRelay(id, folder, client)
    } catch {
      await Task { _ = try? await client.remove(id, force: true) }.value
      throw error
    }
    return id
  }

  /// Waits until one of several containers does not run.
  private static func end(of containers: [(name: String, id: String)], _ client: EngineClient) async -> String {
    await withTaskGroup(of: String.self) { group in
      for (name, id) in containers {
        group.addTask {
          do {
            while try await client.inspect(id)?.phase == .running { try await client.waitForEnd(id) }
            return "\(name) has ended"
          } catch {
            return words(error)
          }
        }
      }
      defer { group.cancelAll() }
      return await group.next() ?? ""
    }
  }
}
