import Foundation
import PolderCore

/// Looks at the isolation from inside a container in an algorithm's conditions: it reaches the relay, and nothing else.
struct ContainerProbe: Sendable {
  let runtime: ContainerRuntime
  let engine: EngineLink.Engine

  private static let limits = RunLimits(memoryBytes: 128 << 20, cpuSeconds: 30, processes: 32, wallSeconds: 60)

  func findings() async throws -> [RuntimeFinding] {
    let place = runtime.dataFolder + "/probe-\(UUID().uuidString.prefix(8))"
    let run = RunID(0)
    for name in ["", "/proxy", "/records"] { try NodeFolders.makeFolder(place + name) }
    // What can not be removed holds nothing.
    defer { try? FileManager.default.removeItem(atPath: place) }
    let (listener, port) = try FreePort.listen(on: 0)
    defer { close(listener) }
    let order = RunOrder(
      handle: RuntimeHandle(run: run, folder: place + "/records"), image: "probe",
      placement: try await runtime.place(run), environment: [], bindings: [], limits: Self.limits,
      proxy: ProxySocket(folder: place + "/proxy", name: "none"))
    let outcome: (exit: RuntimeExit, state: ContainerState)
    do {
      outcome = try await look(order, order.placement.helpers.targets + (try await targets(port)))
    } catch let error as CancellationError {
      throw error
    } catch {
      return [
        RuntimeFinding(
          "isolation", .refusal, "No container can be made as algorithms need it: \(ContainerRuntime.words(error))",
          nextStep: (error as? PolderError)?.nextStep ?? "Look at the engine's log.")
      ]
    }
    return Self.judge(outcome.exit, helpers: order.placement.helpers)
      + Self.judge(outcome.state, ignored: engine.info.ignoresLimits)
  }

  static let relay = "tcp=127.0.0.1:\(ContainerRuntime.proxyPort)"

  /// What must be out of reach, and the relay.
  private func targets(_ port: Int) async throws -> [String] {
    let hosts = try HostAddresses.all().map { "\($0):\(port)" }
    let gateways = HostAddresses.gateways().map { "\($0):53" }
    let networks = try await engine.client.networkAddresses().map { "\($0):80" }
    // What lies in the VPN is meant to be reached, where algorithms are led there.
    let addresses = (hosts + gateways + networks + ["192.0.2.1:80", "1.1.1.1:53"])
      .filter { runtime.doors?.lead(to: $0) != true }.map { "tcp=\($0)" }
    let paths = [runtime.dataFolder, "/var/run/docker.sock", "/run/podman/podman.sock"].map { "path=\($0)" }
    let files = ["/proc/sys/kernel/core_pattern", "/proc/sysrq-trigger", "/polder-shim"].map { "write=\($0)" }
    return [Self.relay] + addresses + paths + files
  }

  private func look(_ order: RunOrder, _ targets: [String]) async throws -> (RuntimeExit, ContainerState) {
    let folder = ContainerFolder(path: order.handle.folder)
    let id = UUID().uuidString
    let name = "vantage6-\(runtime.names.node)-probe-\(id.prefix(8))"
    let record = ContainerRecord(
      container: name, relay: name + "-relay", order: id, engine: engine.info.identity, wallSeconds: 60,
      cpuSeconds: 30, memoryBytes: Self.limits.memoryBytes, logBytes: 64 << 10)
    do {
      try NodeFolders.makeFolder(folder.ready)
      let image = try await runtime.link.shimImage()
      let plan = ContainerPlan(runtime: runtime, engine: engine, order: order, record: record)
      let relay = try await runtime.create(
        record.relay, plan.relay(image: image, ready: folder.ready).json, engine.client)
      try await runtime.startRelay(relay, folder, engine.client)
      var body = plan.probe(
        image: image, network: "container:\(relay)", resources: try await runtime.link.resources(of: relay))
      body.arguments = ["probe"] + targets
      let container = try await runtime.create(name, body.json, engine.client)
      try await engine.client.start(container)
      let outcome = try await end(of: container, record, folder)
      await clear(record)
      return outcome
    } catch {
      await clear(record)
      throw error
    }
  }

  private func end(
    of container: String, _ record: ContainerRecord, _ folder: ContainerFolder
  ) async throws -> (RuntimeExit, ContainerState) {
    while true {
      try await engine.client.waitForEnd(container)
      guard let state = try await engine.client.inspect(container) else {
        throw EngineRefusal(status: 404, message: "The probe's container is gone.")
      }
      guard state.phase == .running else {
        return (try await runtime.exit(state, record, folder, engine), state)
      }
    }
  }

  /// Also when nobody waits for the probe any more.
  private func clear(_ record: ContainerRecord) async {
    runtime.doors?.close(record.order)
    await Task { [client = engine.client] in
      for name in [record.container, record.relay] {
        // What stays is called a probe, and has nothing.
        _ = try? await client.remove(name, force: true)
      }
    }.value
  }

  /// Every line has to say that it failed, but those of the relay and of the helpers.
  static func judge(_ exit: RuntimeExit, helpers: [HelperPort] = []) -> [RuntimeFinding] {
    let lines = String(decoding: exit.log, as: UTF8.self).split(separator: "\n").map(String.init)
    guard exit.isSuccess, lines.last == "probe done" else {
      let words = (lines.suffix(3) + [exit.detail].compactMap(\.self)).joined(separator: " ")
      return [
        RuntimeFinding(
          "isolation", .refusal, "The probe of the isolation did not come to its end: \(words)",
          nextStep: "Look at the engine's log.")
      ]
    }
    let reached = lines.filter { $0.hasPrefix("reached ") }.map { String($0.dropFirst("reached ".count)) }
    let wanted = [relay] + helpers.targets
    let wrong = reached.filter { !wanted.contains($0) }
    guard wrong.isEmpty else {
      return [
        RuntimeFinding(
          "isolation", .refusal, "From inside a container this is reached: \(wrong.joined(separator: ", "))",
          nextStep: "Find out why, before an algorithm does.")
      ]
    }
    guard reached.contains(relay) else {
      return [
        RuntimeFinding(
          "isolation", .refusal, "From inside a container the node's proxy can not be reached.",
          nextStep: "See that containers can share a network (--network container:NAME).")
      ]
    }
    let missing = wanted.filter { !reached.contains($0) }
    guard missing.isEmpty else {
      return [
        RuntimeFinding(
          "isolation", .refusal,
          "From inside a container helpers can not be reached: \(missing.joined(separator: ", "))",
          nextStep: "Look at the engine's log.")
      ]
    }
    let also = helpers.names.map { ", \($0.name)" }.joined()
    return [
      RuntimeFinding(
        "isolation", .fine, "From inside a container the node's proxy\(also) is reached and nothing else.")
    ]
  }

  /// What an engine takes over of the limits can differ from what it says of itself.
  static func judge(_ state: ContainerState, ignored: Bool) -> [RuntimeFinding] {
    guard !ignored else { return [] }
    let lost = [
      ("memory", state.memory == Int64(limits.memoryBytes)), ("processes", state.processes == Int64(limits.processes)),
    ].filter { !$0.1 }.map(\.0)
    guard !lost.isEmpty else { return [] }
    return [
      RuntimeFinding(
        "limits", .warning, "The engine did not take over the limit on: \(lost.joined(separator: ", ")).",
        nextStep: "Look at the engine's log for why.")
    ]
  }
}
