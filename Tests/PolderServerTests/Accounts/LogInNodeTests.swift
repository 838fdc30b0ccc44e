import HTTPTypes
import HummingbirdTesting
import PolderCore
import PolderPassword
import PolderServer
import PolderSQL
import Testing

struct LogInNodeTests {
  private static let key = "8e641962-c92d-4ebd-8825-770aec52121e"

  private func house() async throws -> (ServerHouse, NodeID) {
    let house = try await ServerHouse()
    let text = try await Passwords(threads: 1).hash(Self.key, cost: Passwords.keyCost)
    let organization = try await house.organization("o")
    return (house, try await house.node("n", of: organization, in: nil, keyText: text))
  }

  private func logIn(_ house: ServerHouse, _ key: String = key) async throws -> (status: Int, json: JSONValue?) {
    let reply = try await house.call(.post, "/token/node", ["api_key": .string(key)])
    return (reply.status.code, reply.json)
  }

  @Test("a node logs in with its key and gets the contract's keys")
  func success() async throws {
    let (house, node) = try await house()
    let reply = try await house.call(.post, "/token/node", ["api_key": .string(Self.key)])
    try Golden.holdKeys(reply, to: "token.node.ok")
    #expect(reply.json?["node_url"] == .string("/api/node/\(node)"))
    #expect(reply.header("jwt-token") == reply.json?["access_token"]?.string)
  }

  @Test("a text that is no key, and a key of nobody, are refused as recorded")
  func refusals() async throws {
    let (house, _) = try await house()
    for name in ["token.node.bad", "token.node.unknown"] {
      let body = try #require(try Golden.record(name)["request"]?["json"])
      try Golden.hold(try await house.call(.post, "/token/node", body), to: name)
    }
  }

  @Test("a key that was proved once is found by its keyed hash, until the node's key changes, deviation 28")
  func proved() async throws {
    let (house, node) = try await house()
    let count = "SELECT COUNT(*) FROM polder_node_key WHERE node_id = \(node)"
    #expect(try await house.number(.init(unchecked: count)) == 0)
    #expect(try await logIn(house).status == 200)
    #expect(try await house.number(.init(unchecked: count)) == 1)
    // Now the hash is known, bcrypt's text is compared as a text only: any other text makes the entry void.
    let work = house.passwords.work
    #expect(try await logIn(house).status == 200)
    // Neither a known key nor one of nobody has the hashes of all nodes tried, one after the other.
    #expect(try await logIn(house, "123e4567-e89b-12d3-a456-426614174000").status == 401)
    #expect(house.passwords.work == work)
    try await house.write { try $0.execute("UPDATE node SET api_key = 'another'") }
    #expect(try await logIn(house).status == 401)
  }

  @Test("a key that another node took over belongs to that node")
  func replaced() async throws {
    let (house, node) = try await house()
    #expect(try await logIn(house).status == 200)
    let other = "123e4567-e89b-12d3-a456-426614174000"
    let text = try await Passwords(threads: 1).hash(other, cost: Passwords.keyCost)
    try await house.write { try $0.execute("UPDATE node SET api_key = \(text)") }
    #expect(try await logIn(house).status == 401)
    let reply = try await logIn(house, other)
    #expect(reply.json?["node_url"] == .string("/api/node/\(node)"))
  }

  @Test("beyond a number of failures a minute the answer is 503, which a node tries again, never 401")
  func bound() async throws {
    let (house, _) = try await house()
    for number in 0..<20 {
      let key = "123e4567-e89b-12d3-a456-4266141740" + (number < 10 ? "0" : "") + String(number)
      #expect(try await logIn(house, key).status == 401)
    }
    #expect(try await logIn(house, "00000000-0000-0000-0000-000000000000").status == 503)
    #expect(try await logIn(house).status == 503)
    house.clock.advance(.seconds(60))
    #expect(try await logIn(house).status == 200)
    // Known keys cost nothing and are not bounded.
    for _ in 0..<3 { #expect(try await logIn(house).status == 200) }
  }
}
