import Logging
import PolderCore
import Synchronization
import Testing

@testable import PolderNode

@Suite("what an engine has of a node that belongs to no open run")
struct EngineLeftoverTests {
  private static let mark = "0a1b2c3d"
  private let engine = FakeEngine()

  private func leftovers() throws -> EngineLeftovers {
    EngineLeftovers(
      client: try engine.client(), mark: Self.mark, logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
  }

  private func id(_ digit: Int) -> String { String(repeating: "\(digit)", count: 12) }

  private func container(
    _ digit: Int, run: Int64?, type: String = "algorithm", state: String = "exited", mark: String = Self.mark,
    order: String? = nil
  ) -> JSONValue {
    var labels: JSONObject = ["polder.node": .string(mark), "vantage6-type": .string(type)]
    labels["run_id"] = run.map { .string("\($0)") }
    labels["polder.order"] = order.map { .string($0) }
    return [
      "Id": .string(id(digit)), "Names": [.string("/c\(digit)")], "State": .string(state), "Labels": .object(labels),
    ]
  }

  private func has(_ containers: [JSONValue], networks: [JSONValue] = []) {
    engine.on("GET /containers/json", 200, JSONValue.array(containers).text)
    engine.on("GET /networks", 200, JSONValue.array(networks).text)
    for digit in 1...9 {
      engine.on("DELETE /containers/\(id(digit))", 204)
      engine.on("DELETE /networks/\(id(digit))", 204)
    }
  }

  private var removed: [String] { engine.state.withLock { $0.calls.filter { $0.hasPrefix("DELETE ") } } }

  private func filter(_ name: String) -> String? {
    engine.state.withLock { $0.queries[name]?.first { $0.name == "filters" }?.value }
  }

  private func force(_ digit: Int) -> String? {
    engine.state.withLock { $0.queries["DELETE /containers/\(id(digit))"]?.first { $0.name == "force" }?.value }
  }

  @Test("a relay that was made in advance stays with the run that uses it, and goes without one")
  func spares() async throws {
    has([
      container(1, run: 0, type: "algorithm-helper", state: "running", order: "a"),
      container(2, run: 8, state: "running", order: "a"),
      container(3, run: 0, type: "algorithm-helper", state: "running", order: "b"),
    ])
    let lines = try await leftovers().lines(keeping: [])
    #expect(lines == ["container c3"])
  }

  @Test("the gate goes before the client, whose network it has; both stay while an algorithm may talk through them")
  func vpn() async throws {
    let both = [
      container(1, run: nil, type: "vpn-client", state: "running"),
      container(2, run: nil, type: "vpn-gate", state: "running"),
    ]
    has(both + [container(3, run: 7, state: "running")])
    #expect(try await leftovers().lines(keeping: []).isEmpty)
    engine.turn("GET /containers/json", 200, JSONValue.array(both).text)
    try await leftovers().remove(keeping: [])
    #expect(removed == ["DELETE /containers/\(id(2))", "DELETE /containers/\(id(1))"])
  }

  @Test("containers and relays of runs that are over go, algorithms first; those of open runs stay")
  func removes() async throws {
    has([
      container(1, run: 7, type: "algorithm-helper", state: "running"), container(2, run: 7),
      container(3, run: 8, type: "algorithm-helper", state: "running"), container(4, run: 8),
    ])
    let leftovers = try leftovers()
    #expect(try await leftovers.lines(keeping: [RunID(8)]) == ["container c1", "container c2"])
    #expect(removed.isEmpty)
    try await leftovers.remove(keeping: [RunID(8)])
    #expect(removed == ["DELETE /containers/\(id(2))", "DELETE /containers/\(id(1))"])
    #expect(force(1) == "true" && force(2) == "false")
    #expect(filter("GET /containers/json") == #"{"label":["polder.node=0a1b2c3d"]}"#)
    let all = engine.state.withLock { $0.queries["GET /containers/json"]?.first { $0.name == "all" }?.value }
    #expect(all == "true")
  }

  @Test("an algorithm that runs is left alone with its relay and its network, though its run is not known")
  func running() async throws {
    has(
      [container(1, run: 7, type: "algorithm-helper", state: "running"), container(2, run: 7, state: "running")],
      networks: [["Id": .string(id(5)), "Name": "n5", "Labels": ["polder.node": "0a1b2c3d", "run_id": "7"]]])
    let leftovers = try leftovers()
    #expect(try await leftovers.lines(keeping: []).isEmpty)
    try await leftovers.remove(keeping: [])
    #expect(removed.isEmpty)
  }

  @Test("what is of no run goes too: a probe, a look into an image, a network")
  func ofTheNode() async throws {
    has(
      [
        container(1, run: 0, type: "algorithm-helper", state: "running"),
        container(2, run: nil, type: "algorithm-helper", state: "created"),
      ],
      networks: [["Id": .string(id(5)), "Name": "n5", "Labels": ["polder.node": "0a1b2c3d"]]])
    let leftovers = try leftovers()
    #expect(try await leftovers.lines(keeping: [RunID(8)]) == ["container c1", "container c2", "network n5"])
    try await leftovers.remove(keeping: [RunID(8)])
    #expect(removed.count == 3 && removed.last == "DELETE /networks/\(id(5))")
    #expect(filter("GET /networks") == #"{"label":["polder.node=0a1b2c3d"]}"#)
  }

  @Test("what bears another node's mark, no mark or no number stays, whatever an engine lists")
  func others() async throws {
    has(
      [
        container(1, run: 7, mark: "ffffffff"), ["Id": .string(id(2)), "State": "exited", "Labels": nil],
        ["Id": "../networks/x", "State": "exited", "Labels": ["polder.node": "0a1b2c3d"]], "nothing",
      ],
      networks: [["Id": .string(id(5)), "Name": "bridge", "Labels": [:]]])
    let leftovers = try leftovers()
    #expect(try await leftovers.lines(keeping: []).isEmpty)
    try await leftovers.remove(keeping: [])
    #expect(removed.isEmpty)
  }

  @Test("what began to run meanwhile, or is used, is left alone, and the rest is removed")
  func used() async throws {
    engine.on("DELETE /containers/\(id(1))", 409, #"{"message": "container is running"}"#)
    engine.on("DELETE /networks/\(id(5))", 403, #"{"message": "network has active endpoints"}"#)
    has(
      [container(1, run: 7), container(2, run: 8)],
      networks: [5, 6].map { digit in
        ["Id": .string(id(digit)), "Name": "n", "Labels": ["polder.node": "0a1b2c3d"]]
      })
    try await leftovers().remove(keeping: [])
    #expect(removed.count == 4)
  }

  @Test("links are cleared of the node's own relays to services, whatever else an engine lists")
  func links() async throws {
    let world = try EngineWorld()
    let runtime = try world.runtime()
    let mark = runtime.names.mark
    world.engine.greet(as: "one")
    let listed = [
      container(1, run: nil, type: "service-helper", state: "running", mark: mark),
      container(2, run: nil, type: "service-helper", state: "running", mark: "ffffffff"),
      container(3, run: 7, state: "running", mark: mark),
    ]
    world.engine.on("GET /containers/json", 200, JSONValue.array(listed).text)
    for digit in 1...3 { world.engine.on("DELETE /containers/\(id(digit))", 204) }
    await runtime.clearLinks()
    let gone = world.engine.state.withLock { $0.calls.filter { $0.hasPrefix("DELETE ") } }
    #expect(gone == ["DELETE /containers/\(id(1))"])
  }

  @Test("an engine that refuses is an error, and nothing is taken for removed")
  func refuses() async throws {
    engine.on("GET /containers/json", 500, #"{"message": "no"}"#)
    await #expect(throws: EngineRefusal.self) { try await leftovers().remove(keeping: []) }
    #expect(removed.isEmpty)
  }
}
