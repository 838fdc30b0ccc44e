import HTTPTypes
import HummingbirdTesting
import PolderCore
import PolderSQL
import PolderServer
import Testing

struct AlgorithmAddressTests {
  /// Tasks 1 (runs 1 alpha, 2 beta) and its child 5 (run 8 beta) offer a port each; so does task 4, which is another's.
  private func house() async throws -> HandlerHouse {
    let house = try await SmallWorld.house()
    try await house.fixture.run(
      """
      INSERT INTO algorithmport (id, port, run_id, label) VALUES (1, 81, 1, 'a'), (2, 82, 2, 'b'), (3, 88, 8, 'a'), \
      (4, 84, 6, 'a')
      """,
      "UPDATE authenticatable SET ip = '10.0.0.2' WHERE id = 202")
    return house
  }

  private func ports(_ house: HandlerHouse, _ run: Int, _ query: (String, String)...) async throws -> [Int64] {
    let caller = SmallWorld.container(of: SmallWorld.runs[run - 1])
    let reply = try await house.call(.get, "/vpn/algorithm/addresses", query: query, as: caller)
    return reply.json?["addresses"]?.array?.compactMap { $0["port"]?.integer } ?? []
  }

  @Test("an algorithm is told the ports of its tree that it asks for")
  func sets() async throws {
    let house = try await house()
    #expect(try await ports(house, 1) == [81, 82])
    #expect(try await ports(house, 1, ("only_self", "1")) == [81])
    #expect(try await ports(house, 1, ("only_siblings", "True")) == [82])
    #expect(try await ports(house, 1, ("include_children", "True")) == [81, 82, 88])
    #expect(try await ports(house, 1, ("only_children", "True")) == [88])
    #expect(try await ports(house, 8, ("include_parent", "True")) == [81, 82, 88])
    #expect(try await ports(house, 8, ("only_parent", "True")) == [81, 82])
    #expect(try await ports(house, 8, ("only_parent", "True"), ("label", "b")) == [82])
    #expect(try await ports(house, 1, ("only_parent", "True")).isEmpty)
    #expect(try await ports(house, 1, ("label", "")) == [81, 82])
  }

  @Test("deviation 3: flags that say False are false")
  func flags() async throws {
    let house = try await house()
    for text in ["False", "false", "0", "no", ""] {
      #expect(
        try await ports(house, 1, ("only_self", text), ("only_children", text), ("include_children", text)) == [81, 82])
    }
    #expect(
      try await house.said(
        .get, "/vpn/algorithm/addresses", query: [("only_self", "1"), ("only_parent", "1")],
        as: SmallWorld.container(of: SmallWorld.runs[0]))
        == "400 You can only specify one of the only_<...> parameters!")
  }

  @Test("an address has the contract's keys, and the node's address in the VPN")
  func shape() async throws {
    let house = try await house()
    let reply = try await house.call(
      .get, "/vpn/algorithm/addresses", query: [("only_siblings", "1")],
      as: SmallWorld.container(of: SmallWorld.runs[0]))
    #expect(
      reply.json?.text == #"{"addresses":[{"port":82,"label":"b","ip":"10.0.0.2","organization_id":11,"#
        + #""task_id":1,"parent_id":null}]}"#)
    for caller in [Caller.root, .node(201)] {
      #expect(try await house.call(.get, "/vpn/algorithm/addresses", as: caller).status == 403)
    }
  }

  @Test("a server without VPN says so, also where new keys are asked for (deviation 8)")
  func vpn() async throws {
    let house = try await SmallWorld.house()
    #expect(try await house.said(.get, "/vpn", as: .node(201)) == "501 This server does not support VPN")
    #expect(
      try await house.said(.post, "/vpn/update", ["vpn_config": "x"], as: .node(201))
        == "501 This server does not support VPN")
    #expect(try await house.call(.get, "/vpn", as: .root).status == 403)
  }
}
