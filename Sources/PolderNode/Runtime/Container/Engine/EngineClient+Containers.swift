import PolderCore
import PolderTransport

extension EngineClient {
  func info() async throws -> EngineInfo { EngineInfo(try await get("/info"), isPodman: greeting.isPodman) }

  /// Makes a container, which does not run yet.
  /// - Returns: its number, and what the engine will not do of what was asked
  func create(_ name: String, _ body: JSONValue) async throws -> (id: String, warnings: [String]) {
    let answer = try await post("/containers/create", query: [("name", name)], body: body)
    guard let id = answer["Id"]?.string, Self.isNumber(id) else {
      throw EngineRefusal(status: 201, message: "The engine did not tell the number of the new container.")
    }
    return (id, (answer["Warnings"]?.array ?? []).prefix(20).compactMap(\.string).map(Self.oneLine))
  }

  func start(_ container: String) async throws {
    do {
      try await post("/containers/\(container)/start")
    } catch let refusal as EngineRefusal where refusal.status == 304 {
      // It runs already.
    }
  }

  /// The state of a container; nil when there is none.
  func inspect(_ container: String) async throws -> ContainerState? {
    do {
      return ContainerState(try await get("/containers/\(container)/json"))
    } catch let refusal as EngineRefusal where refusal.isMissing {
      return nil
    }
  }

  /// Returns when a container does not run, or sooner: who wants to know looks.
  func waitForEnd(_ container: String) async throws {
    var query = [(name: "condition", value: "not-running")]
    // Podman looks, and by itself only four times a second; more often costs more than it is worth.
    if greeting.isPodman { query.append(("interval", "100ms")) }
    try await post("/containers/\(container)/wait", query: query, timeout: .seconds(86_400))
  }

  /// Ends a container by force; nothing happens where it does not run.
  func kill(_ container: String) async throws {
    do {
      try await post("/containers/\(container)/kill", query: [("signal", "SIGKILL")])
    } catch let refusal as EngineRefusal where refusal.isMissing || refusal.isConflict {
      // It has ended meanwhile.
    }
  }

  /// Removes a container with what only it has; by force also one that runs. False when it runs, and was left alone.
  @discardableResult
  func remove(_ container: String, force: Bool) async throws -> Bool {
    do {
      try await delete("/containers/\(container)", query: [("force", force ? "true" : "false"), ("v", "true")])
      return true
    } catch let refusal as EngineRefusal where refusal.isMissing {
      return true
    } catch let refusal as EngineRefusal where refusal.isConflict && !force {
      return refusal.message.contains("already in progress")
    }
  }

  /// Nanoseconds of processor time that a running container has used, and the bytes of memory it has had at the most;
  /// nil where the engine does not tell.
  func usage(_ container: String) async throws -> ContainerUsage? {
    let answer = try await get("/containers/\(container)/stats", query: [("stream", "false"), ("one-shot", "true")])
    return ContainerUsage(answer)
  }

  /// Gateways of the engine's networks, and addresses of containers in them: a few of them, in IPv4.
  func networkAddresses() async throws -> [String] {
    var found: [String] = []
    for network in (try await get("/networks").array ?? []).prefix(16) {
      found += (network["IPAM"]?["Config"]?.array ?? []).prefix(4).compactMap { $0["Gateway"]?.string }
    }
    for container in (try await get("/containers/json").array ?? []).prefix(32) {
      guard let networks = container["NetworkSettings"]?["Networks"]?.object else { continue }
      for (_, network) in networks { found += [network["IPAddress"]?.string].compactMap(\.self) }
    }
    let plain = found.filter { $0.contains(".") && $0.allSatisfy { $0.isNumber || $0 == "." } }
    return Array(Set(plain).prefix(32)).sorted()
  }

  static func isNumber(_ text: String) -> Bool {
    (12...128).contains(text.utf8.count) && text.utf8.allSatisfy { (48...57).contains($0) || (97...102).contains($0) }
  }
}
