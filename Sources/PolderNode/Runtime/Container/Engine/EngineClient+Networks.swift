import PolderCore
import PolderTransport

extension EngineClient {
  /// Makes a network of the engine that leads nowhere else, unless it is there.
  func makeNetwork(_ name: String, labels: [(name: String, value: String)]) async throws {
    if try await network(name) != nil { return }
    var marks = JSONObject()
    for (name, value) in labels { marks[name] = .string(value) }
    do {
      try await post(
        "/networks/create",
        body: [
          "Name": .string(name), "Driver": "bridge", "Internal": true, "CheckDuplicate": true, "Labels": .object(marks),
        ])
    } catch let refusal as EngineRefusal where refusal.isConflict {
      // Somebody else of this node made it meanwhile.
    }
  }

  /// What an engine tells of a network; nil when there is none.
  func network(_ name: String) async throws -> JSONValue? {
    do {
      return try await get("/networks/\(name)")
    } catch let refusal as EngineRefusal where refusal.isMissing {
      return nil
    }
  }

  /// Connects a container to a network under a further name.
  func connect(_ container: String, to network: String, alias: String) async throws {
    try await post(
      "/networks/\(network)/connect",
      body: ["Container": .string(container), "EndpointConfig": ["Aliases": [.string(alias)]]])
  }

  /// Takes a container off a network.
  func disconnect(_ container: String, from network: String) async throws {
    try await post("/networks/\(network)/disconnect", body: ["Container": .string(container), "Force": true])
  }

  /// Removes a network, with all containers taken off it.
  func dissolveNetwork(_ name: String) async throws {
    guard let network = try await network(name) else { return }
    for (container, _) in network["Containers"]?.object ?? network["containers"]?.object ?? JSONObject() {
      do { try await disconnect(container, from: name) } catch let refusal as EngineRefusal where refusal.isMissing {
        // It has gone meanwhile.
      }
    }
    try await delete("/networks/\(name)")
  }

  /// What an engine tells of a container that may be linked; nil when there is none of the name.
  func service(_ name: String) async throws -> ServiceState? {
    do {
      return ServiceState(try await get("/containers/\(name)/json"))
    } catch let refusal as EngineRefusal where refusal.isMissing {
      return nil
    }
  }
}
