import HTTPTypes
import HummingbirdTesting
import PolderCore
import PolderSQL
import Testing

struct NodeTests {
  private func freePlace() async throws -> HandlerHouse {
    let house = try await SmallWorld.house()
    try await house.fixture.run("INSERT INTO \"Member\" (organization_id, collaboration_id) VALUES (10, 2)")
    return house
  }

  @Test("a node logs in with the key that was shown once, which is kept as a hash of cost 4 and found without trying")
  func key() async throws {
    let house = try await freePlace()
    let reply = try await house.call(.post, "/node", ["collaboration_id": 2], as: SmallWorld.organizationAdmin)
    #expect(reply.status == 201, "\(reply.message ?? "")")
    #expect(reply.json?["name"] == "alpha - c2 Node")
    #expect(reply.json?["status"] == "offline")
    #expect(reply.json?.object?.keys.last == "api_key")
    let key = try #require(reply.json?["api_key"]?.string)
    let id = try #require(reply.json?["id"]?.integer)
    let kept = try await house.fixture.database.read { sql in
      try sql.first(
        """
        SELECT n.api_key, k.proved_text, a.type FROM node n JOIN polder_node_key k ON k.node_id = n.id \
        JOIN authenticatable a ON a.id = n.id WHERE n.id = \(id)
        """
      ) { [try $0.text(0), try $0.text(1), try $0.text(2)] }
    }
    let texts = try #require(kept)
    #expect(texts[0].hasPrefix("$2b$04$"))
    #expect(texts[0] == texts[1])
    #expect(texts[2] == "node")
    let login = try await house.call(.post, "/token/node", ["api_key": .string(key)], as: .nobody)
    #expect(login.status == 200)
    #expect(login.json?["node_url"] == .string("/api/node/\(id)"))
    let shown = try await house.call(.get, "/node/\(id)", as: SmallWorld.organizationAdmin)
    #expect(shown.json?["api_key"] == nil)
  }

  @Test("what is wrong is told in the contract's order")
  func refusals() async throws {
    let house = try await SmallWorld.house()
    func refusal(_ body: JSONValue, as caller: Caller = .root) async throws -> String {
      let reply = try await house.call(.post, "/node", body, as: caller)
      return "\(reply.status) \(reply.message ?? "")"
    }
    #expect(
      try await refusal(["collaboration_id": 9, "organization_id": 9]) == "404 collaboration id=9 does not exist")
    #expect(try await refusal(["collaboration_id": 3, "organization_id": 9]) == "404 organization id=9 does not exist")
    #expect(
      try await refusal(["collaboration_id": 3], as: SmallWorld.viewer) == "401 You lack the permission to do that!")
    #expect(
      try await refusal(["collaboration_id": 3, "organization_id": 10])
        == "400 The organization id=10 is not part of collabotation id=3. Add it first!")
    #expect(
      try await refusal(["collaboration_id": 1, "organization_id": 10])
        == "400 Organization id=10 already has a node for collaboration id=1")
    try await house.fixture.run("INSERT INTO \"Member\" (organization_id, collaboration_id) VALUES (10, 3)")
    #expect(
      try await refusal(["collaboration_id": 3, "organization_id": 10, "name": "node201"])
        == "400 Node with name 'node201' already exists!")
    #expect(try await house.fixture.numbers("SELECT COUNT(*) FROM authenticatable WHERE type = 'node'") == [5])
  }

  @Test("a node gets no number that a user or a node had before (deviation 24)")
  func numbers() async throws {
    let house = try await freePlace()
    try await house.fixture.run(
      "DELETE FROM node WHERE id = 205", "DELETE FROM authenticatable WHERE id = 205")
    let reply = try await house.call(.post, "/node", ["collaboration_id": 2, "organization_id": 10], as: .root)
    #expect(reply.json?["id"] == 206)
  }

  @Test("nodes that were never seen are offline (deviation 4); other filters hold together")
  func filters() async throws {
    let house = try await SmallWorld.house()
    try await house.fixture.run(
      "UPDATE authenticatable SET status = NULL WHERE id = 201",
      "UPDATE authenticatable SET status = 'offline', ip = '10.0.0.9', last_seen = '2023-05-01 12:00:00.000000' WHERE id = 202",
      "INSERT INTO study (id, name, collaboration_id) VALUES (1, 's', 2)",
      "INSERT INTO \"StudyMember\" VALUES (12, 1)")
    func ids(_ query: (String, String)..., caller: Caller = .root) async throws -> [Int64] {
      try await house.call(.get, "/node", query: query, as: caller).ids
    }
    #expect(try await ids(("status", "offline")) == [201, 202])
    #expect(try await ids(("status", "online")) == [203, 204, 205])
    #expect(try await ids(("ip", "10.0.0.9")) == [202])
    #expect(try await ids(("study_id", "1")) == [204])
    #expect(try await ids(("name", "NODE20_"), ("collaboration_id", "2")) == [203, 204])
    #expect(try await ids(("last_seen_till", "2023-05-01")) == [202])
    #expect(try await ids(("sort", "-name"), ("per_page", "2")) == [205, 204])
    let refused = try await house.call(.get, "/node", query: [("collaboration_id", "2")], as: SmallWorld.viewer)
    #expect(refused.message == "You lack the permission view nodes from the collaboration with id 2!")
    let study = try await house.call(.get, "/node", query: [("study_id", "1")], as: SmallWorld.viewer)
    #expect(study.status == 401)
  }

  @Test("what a node told about itself is shown in the order in which it told it")
  func settings() async throws {
    let house = try await SmallWorld.house()
    try await house.fixture.run(
      "INSERT INTO nodeconfig (id, node_id, \"key\", value) VALUES (2, 201, 'b', '2'), (1, 201, 'a', NULL), (3, 202, 'c', '3')"
    )
    let reply = try await house.call(.get, "/node/201", as: SmallWorld.viewer)
    #expect(reply.json?["config"]?.text == #"[{"key":"a","value":null},{"key":"b","value":"2"}]"#)
  }

  @Test("a node's key is not kept for a request that is sent again")
  func keptReplies() async throws {
    let house = try await freePlace()
    let name = try #require(HTTPField.Name("Idempotency-Key"))
    let body: JSONValue = ["collaboration_id": 2, "organization_id": 10]
    let token = house.house.token(user: UserID(1))
    let first = try await house.house.call(.post, "/node", body, token: token, headers: [name: "k"])
    #expect(first.status == .created)
    let again = try await house.house.call(.post, "/node", body, token: token, headers: [name: "k"])
    #expect(again.status == .badRequest)
    #expect(try await house.fixture.numbers("SELECT COUNT(*) FROM polder_idempotency") == [0])
  }
}
