import Foundation
import Logging
import PolderCore

extension ContainerRuntime {
  /// Makes the relay and the container, and starts both.
  public func start(_ order: RunOrder) async throws {
    let folder = ContainerFolder(path: order.handle.folder)
    let engine: EngineLink.Engine
    // Afterwards, so that the making of the next one takes nothing from this start.
    defer { spares.refill() }
    do {
      if let missing = order.bindings.first(where: { access($0.source, F_OK) != 0 }) {
        throw Self.failure(order, "What the algorithm should see is missing: \(missing.source).")
      }
      engine = try await link.engine()
      let spare = await spares.lent(to: order.handle.run)
      let record = record(order, engine, spare?.relay)
      started.insert(order.handle)
      try folder.write(record)
      await spares.settle(order.handle.run)
      spare?.relay.removeFolder()
      try await make(order, record, folder, engine, relay: spare?.container)
    } catch {
      // Nothing was started yet: what was made is only made.
      await clear(folder)
      throw Self.startFailure(order, error)
    }
    try await launch(order, folder, engine)
  }

  private func record(_ order: RunOrder, _ engine: EngineLink.Engine, _ spare: SpareRelay?) -> ContainerRecord {
    ContainerRecord(
      container: names.container(order.handle.run), relay: spare?.name ?? names.relay(order.handle.run),
      order: spare?.order ?? UUID().uuidString, engine: engine.info.identity, wallSeconds: order.limits.wallSeconds,
      cpuSeconds: order.limits.cpuSeconds, memoryBytes: order.limits.memoryBytes, logBytes: order.limits.logBytes)
  }

  /// Makes the container, and a relay that listens where none was ready.
  private func make(
    _ order: RunOrder, _ record: ContainerRecord, _ folder: ContainerFolder, _ engine: EngineLink.Engine,
    relay ready: String?
  ) async throws {
    try NodeFolders.makeFolder(folder.ready)
    let plan = ContainerPlan(runtime: self, engine: engine, order: order, record: record)
    async let image = engine.client.image(order.reference)
    let relayID: String
    if let ready {
      relayID = ready
    } else {
      let relay = try plan.relay(image: try await link.shimImage(), ready: folder.ready)
      relayID = try await create(record.relay, relay.json, engine.client)
    }
    async let listens: Void = ready == nil ? startRelay(relayID, folder, engine.client) : ()
    guard let image = try await image else {
      throw PolderError(
        .runtimeStartFailed, "The image is not there any more.", object: order.image,
        nextStep: "Start the task again, which fetches it.")
    }
    assignPorts(of: image, order, record, folder)
    let body = try await plan.algorithm(
      image: image, network: "container:\(relayID)", resources: try await link.resources(of: relayID))
    _ = try await create(record.container, body.json, engine.client)
    try await listens
  }

  /// Gives the run its ports in the VPN; without them it runs as well.
  private func assignPorts(
    of image: LocalImage, _ order: RunOrder, _ record: ContainerRecord, _ folder: ContainerFolder
  ) {
    guard let doors else { return }
    let taken = [order.placement.proxyPort] + order.placement.helpers.map(\.port)
    do {
      let ports = try doors.assign(image.ports.filter { !taken.contains($0.number) }, to: record.order)
      if !ports.isEmpty { try folder.write(ports) }
    } catch {
      doors.folder.removePorts(of: record.order)
      logger.warning(
        "a run has no ports in the VPN", metadata: ["run": "\(order.handle.run)", "cause": "\(Self.words(error))"])
    }
  }

  /// Makes a container; one of an earlier run of this number is removed when it does not run.
  func create(_ name: String, _ body: JSONValue, _ client: EngineClient) async throws -> String {
    for isLast in [false, true] {
      do {
        let made = try await client.create(name, body)
        for warning in made.warnings {
          logger.debug("the engine warns", metadata: ["container": "\(name)", "warning": "\(warning)"])
        }
        return made.id
      } catch let refusal as EngineRefusal where refusal.isConflict && !isLast {
        guard let other = try await client.inspect(name) else { continue }
        guard other.labels[ContainerNames.node] == names.mark else {
          throw PolderError(
            .runtimeStartFailed, "A container of this name is there that is not this node's.", object: name,
            nextStep: "Give the node a name of its own, or remove the container.")
        }
        // The relay of an earlier run has nobody to serve.
        guard try await client.remove(other.id, force: name.hasSuffix("-relay")) else {
          throw PolderError(
            .runtimeStartFailed, "A container of an earlier run of this number still runs.", object: name,
            nextStep: "Look why, and end it.")
        }
      }
    }
    throw EngineRefusal(status: 409, message: "The name \(name) is taken.")
  }

  /// Starts the relay, and returns once it takes connections.
  func startRelay(_ id: String, _ folder: ContainerFolder, _ client: EngineClient) async throws {
    let changes = try watch.changes(in: folder.ready)
    try await client.start(id)
    let mark = folder.ready + "/" + RelayPlan.readyName
    try await withThrowingTaskGroup(of: Bool.self) { group in
      group.addTask {
        if access(mark, F_OK) == 0 { return true }
        for await _ in changes where access(mark, F_OK) == 0 { return true }
        return false
      }
      group.addTask {
        try await client.waitForEnd(id)
        return access(mark, F_OK) == 0
      }
      group.addTask {
        try await Task.sleep(for: EngineClient.patience)
        return access(mark, F_OK) == 0
      }
      defer { group.cancelAll() }
      guard try await group.next() == true else {
        throw PolderError(
          .runtimeStartFailed, "The relay to the node's proxy does not begin to listen.",
          nextStep: "Look at the log of its container.")
      }
    }
  }

  /// Starts the algorithm's container, and finds out what became of a start that the engine did not confirm.
  private func launch(_ order: RunOrder, _ folder: ContainerFolder, _ engine: EngineLink.Engine) async throws {
    guard let record = try folder.record() else { throw Self.failure(order, "The run's record is gone.") }
    do {
      try folder.markStarted()
      try await engine.client.start(record.container)
    } catch {
      logger.warning(
        "the engine did not confirm a start", metadata: ["run": "\(order.handle.run)", "cause": "\(Self.words(error))"])
      // As long as the engine does not answer, nobody knows; then the wait for the end finds out.
      guard let state = try? await adopt(order.handle) else { return }
      switch state {
      case .running, .finished, .lost: return
      case .neverStarted, .dead: throw Self.startFailure(order, error)
      }
    }
  }

  /// Removes what was made for a start that does not take place.
  private func clear(_ folder: ContainerFolder) async {
    // Without a record nothing was made; what can not be removed now is before the number is used again.
    guard let record = try? folder.record() else { return }
    doors?.close(record.order)
    guard let client = try? await link.engine().client else { return }
    if let state = try? await own(record, client) { _ = try? await client.remove(state.id, force: true) }
    try? await removeRelay(record, client)
  }

  static func failure(_ order: RunOrder, _ message: String, nextStep: String = "Look at the node's log.") -> PolderError
  {
    PolderError(.runtimeStartFailed, message, object: "run \(order.handle.run)", nextStep: nextStep)
  }

  private static func startFailure(_ order: RunOrder, _ error: any Error) -> any Error {
    guard let refusal = error as? EngineRefusal else { return error }
    if refusal.message.contains("permission denied"), refusal.message.contains("exec:") {
      return failure(
        order, "The image's program may not be executed by the user that it gets: \(refusal.message)",
        nextStep: "Make it readable for all in the image, or name a user under runtime: container: relax.")
    }
    return failure(order, "The engine refused: \(refusal.message)")
  }
}
