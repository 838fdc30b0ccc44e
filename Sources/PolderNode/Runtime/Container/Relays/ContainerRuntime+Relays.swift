import Foundation
import Logging
import PolderCore

extension ContainerRuntime {
  /// Keeps relays ready, so that a run waits for the start of one container instead of two.
  public func serve() async {
    await removeLeftRelays()
    await closeLeftDoors()
    for await _ in spares.wanted {
      while await spares.isShort, !Task.isCancelled {
        do {
          await spares.add(try await makeSpare())
        } catch {
          // Each run makes its own then, and asks for the next one here.
          logger.warning("no relay can be made in advance", metadata: ["cause": "\(Self.words(error))"])
          break
        }
      }
    }
    for spare in await spares.drain() { await discard(spare.relay) }
  }

  /// Gives the run a relay that stands ready, if there is one: its socket will be in the folder that the relay sees.
  public func prepare(_ handle: RuntimeHandle, proxy folder: String) async {
    await takeBack(handle.run)
    guard let spare = await spares.take() else { return }
    do {
      let state = try await link.engine().client.inspect(spare.container)
      guard let state, state.phase == .running else {
        throw PolderError(.runtimeStartFailed, "It does not run any more.", object: spare.relay.name)
      }
      guard try await place(handle.run).helpers == spare.helpers else {
        // A service was linked since.
        return await discard(spare.relay)
      }
      try spare.relay.lend(proxy: folder, to: handle.folder)
      await spares.lend(spare, to: handle.run)
    } catch {
      logger.warning("a relay made in advance is of no use", metadata: ["cause": "\(Self.words(error))"])
      await discard(spare.relay)
    }
  }

  /// Removes the relay of a start that came to nothing before it was written down.
  func takeBack(_ run: RunID) async {
    guard let spare = await spares.lent(to: run) else { return }
    await spares.settle(run)
    await discard(spare.relay)
  }

  func makeSpare() async throws -> SpareRelays.Ready {
    let engine = try await link.engine()
    let relay = SpareRelay(order: UUID().uuidString, names: names, root: relaysFolder)
    do {
      try relay.makeFolders()
      let run = RunID(0)
      let handle = RuntimeHandle(run: run, folder: relay.folder)
      let placement = try await place(run)
      let order = RunOrder(
        handle: handle, image: "relay", placement: placement, environment: [], bindings: [],
        limits: settings.limits, proxy: ProxySocket(folder: relay.proxy, name: ProxySocket.usualName))
      let record = ContainerRecord(
        container: relay.name, relay: relay.name, order: relay.order, engine: engine.info.identity, wallSeconds: 0,
        cpuSeconds: 0, memoryBytes: 0, logBytes: 0)
      let plan = ContainerPlan(runtime: self, engine: engine, order: order, record: record)
      let body = try plan.relay(image: try await link.shimImage(), ready: relay.records.ready)
      let container = try await create(relay.name, body.json, engine.client)
      try await startRelay(container, relay.records, engine.client)
      return SpareRelays.Ready(relay: relay, container: container, helpers: placement.helpers)
    } catch {
      await discard(relay)
      throw error
    }
  }

  /// Removes a relay that no run has, and its folder; one that can not be removed is looked at when the node starts.
  private func discard(_ relay: SpareRelay) async {
    // Also when nobody waits for it any more.
    await Task {
      do {
        let client = try await link.engine().client
        if let state = try await client.inspect(relay.name), state.labels[ContainerNames.order] == relay.order {
          try await client.remove(state.id, force: true)
        }
        doors?.close(relay.order)
        relay.removeFolder()
      } catch {
        logger.warning(
          "a relay could not be removed", metadata: ["container": "\(relay.name)", "cause": "\(Self.words(error))"])
      }
    }.value
  }

  /// What an earlier process of the node kept ready; what its runs use is theirs.
  private func removeLeftRelays() async {
    for relay in SpareRelay.all(names: names, root: relaysFolder) {
      if relay.isUsed { relay.removeFolder() } else { await discard(relay) }
    }
  }

  private var relaysFolder: String { dataFolder + "/relays" }
}
