import PolderCore
import PolderSQL
import Testing

struct PortTests {
  @Test("a node notes and forgets the ports of its own runs, and of no others")
  func ports() async throws {
    let house = try await SmallWorld.house()
    func said(_ body: JSONValue, as caller: Caller) async throws -> String {
      try await house.said(.post, "/port", body, as: caller)
    }
    #expect(
      try await said(["port": 49_152, "run_id": 1, "label": "p"], as: .node(201))
        == #"201 {"id":1,"port":49152,"label":"p"}"#)
    #expect(
      try await said(["port": 1, "run_id": 1, "label": nil], as: .node(201)) == #"201 {"id":2,"port":1,"label":null}"#)
    for port in [0, 65_536, -1] as [JSONValue] {
      let reply = try await house.call(.post, "/port", ["port": port, "run_id": 1], as: .node(201))
      #expect(reply.json?["errors"]?.text == #"{"port":["Port must be between 1 and 65535"]}"#)
    }
    #expect(try await said(["port": 80, "run_id": 99], as: .node(201)) == "404 Run id=99 not found!")
    for stranger in [202, 203, 205] as [Int64] {
      #expect(
        try await said(["port": 80, "run_id": 1], as: .node(stranger)) == "401 You lack the permissions to do that!")
      #expect(
        try await house.said(.delete, "/port", query: [("run_id", "1")], as: .node(stranger))
          == "401 You lack the permissions to do that!")
    }
    // Node 203 is of the run's organization, in another collaboration (deviation 30).
    #expect(try await said(["port": 80, "run_id": 2], as: .node(203)) == "401 You lack the permissions to do that!")
    #expect(try await house.said(.delete, "/port", as: .node(201)) == "400 The run_id argument is required!")
    #expect(
      try await house.said(.delete, "/port", query: [("run_id", "99")], as: .node(201)) == "404 Run id=99 not found!")
    #expect(
      try await house.said(.delete, "/port", query: [("run_id", "1")], as: .node(201))
        == "200 Ports removed from the database.")
    #expect(try await said(["port": 80, "run_id": 1], as: .node(201)).hasPrefix(#"201 {"id":3,"#))
  }

  @Test("runs are found by the ports they offer (deviation 4)")
  func filter() async throws {
    let house = try await SmallWorld.house()
    _ = try await house.call(.post, "/port", ["port": 8_080, "run_id": 1], as: .node(201))
    #expect(try await house.call(.get, "/run", query: [("port", "8080")], as: SmallWorld.viewer).ids == [1])
    #expect(try await house.call(.get, "/run", query: [("port", "81")], as: SmallWorld.viewer).ids.isEmpty)
  }
}
