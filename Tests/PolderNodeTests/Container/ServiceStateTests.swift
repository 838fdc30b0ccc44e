import PolderCore
import Testing

@testable import PolderNode

@Suite("what an engine tells of a container that is to be linked")
struct ServiceStateTests {
  private let service = LinkedService(alias: "omop", container: "postgres-1")

  private func state(_ text: String) throws -> ServiceState { ServiceState(try JSONValue(parsing: Array(text.utf8))) }

  @Test("the ports of TCP that image or container name, each once, and its addresses")
  func whole() throws {
    let state = try state(
      """
      {"Id": "abc", "State": {"Running": true}, "Config": {"ExposedPorts": {"5432/tcp": {}, "53/udp": {}, "80": {}}},
       "NetworkSettings": {"Ports": {"5432/tcp": null, "8000-8002/tcp": [{"HostPort": "1"}]},
       "Networks": {"bridge": {"IPAddress": "172.17.0.2"}, "polder": {"IPAddress": ""}}}}
      """)
    #expect(state.ports == [80, 5_432, 8_000, 8_001, 8_002])
    #expect(state.addresses == ["bridge": "172.17.0.2", "polder": ""])
    #expect(state.problem(service) == nil)
  }

  @Test("one that does not run, or names no port, is told with its name")
  func problems() throws {
    let stopped = try state(#"{"State": {"Running": false}, "Config": {"ExposedPorts": {"80/tcp": {}}}}"#)
    #expect(stopped.problem(service)?.contains("`postgres-1` does not run") == true)
    #expect(try state(#"{"State": {"Running": true}}"#).problem(service)?.contains("--expose") == true)
    #expect(ServiceState.missing(service).contains("`postgres-1`"))
  }

  @Test(
    "an engine that tells nonsense of ports does no harm",
    arguments: ["0/tcp", "70000/tcp", "9-3/tcp", "x/tcp", "", "/", "-", "1-65535/tcp"])
  func nonsense(port: String) throws {
    let state = try state(#"{"State": {"Running": true}, "Config": {"ExposedPorts": {"\#(port)": {}}}}"#)
    #expect(state.ports.count <= ServiceState.mostPorts && state.ports.allSatisfy { (1...65_535).contains($0) })
  }

  @Test("a network is made once, and goes with everybody taken off it")
  func network() async throws {
    let engine = FakeEngine()
    let client = try engine.client()
    engine.on("POST /networks/create", 201, #"{"Id": "n"}"#)
    try await client.makeNetwork("net", labels: [("a", "b")])
    engine.on("GET /networks/net", 200, #"{"Name": "net", "Containers": {"c1": {}, "c2": {}}}"#)
    try await client.makeNetwork("net", labels: [("a", "b")])
    #expect(engine.calls("POST /networks/create") == 1)
    engine.on("POST /networks/net/disconnect", 200)
    engine.on("DELETE /networks/net", 204)
    try await client.dissolveNetwork("net")
    #expect(engine.calls("POST /networks/net/disconnect") == 2)
    #expect(engine.calls("DELETE /networks/net") == 1)
  }

  @Test("a network that is not there needs no removing")
  func noNetwork() async throws {
    let engine = FakeEngine()
    try await engine.client().dissolveNetwork("net")
    #expect(engine.calls("DELETE /networks/net") == 0)
  }
}
