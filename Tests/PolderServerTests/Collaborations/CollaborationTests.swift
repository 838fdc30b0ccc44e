import PolderCore
import PolderSQL
import Testing

struct CollaborationTests {
  @Test("a collaboration is made of the organizations that are there, each once, and its rooms are made anew")
  func create() async throws {
    let house = try await SmallWorld.house()
    let reply = try await house.call(
      .post, "/collaboration", ["name": "new", "encrypted": true, "organization_ids": [12, 10, 999]], as: .root)
    #expect(reply.status == 200)
    let id = try #require(reply.json?["id"]?.integer)
    #expect(id == 4)
    #expect(
      try await house.fixture.numbers(
        "SELECT organization_id FROM \"Member\" WHERE collaboration_id = \(id) ORDER BY organization_id") == [10, 12])
    // The name comes before the permission, as in the contract.
    let taken = try await house.call(
      .post, "/collaboration", ["name": "new", "encrypted": true, "organization_ids": [10]], as: SmallWorld.viewer)
    #expect((taken.status, taken.message) == (400, "Collaboration name 'new' already exists!"))
  }

  @Test(
    "deviation 42: whoever asks for encryption gets it, in whichever word that is accepted",
    arguments: [true, 1, "true", "True", "yes", "on", "1"] as [JSONValue])
  func encrypted(word: JSONValue) async throws {
    let house = try await SmallWorld.house()
    let made = try await house.call(
      .post, "/collaboration", ["name": "new", "encrypted": word, "organization_ids": [10]], as: .root)
    #expect((made.status, made.json?["encrypted"]) == (200, true))
    let id = try #require(made.json?["id"]?.integer)
    let node = try await house.call(
      .post, "/node", ["collaboration_id": .integer(id), "organization_id": 10], as: .root)
    #expect(node.status == 201)
    let task = CreateTaskTests.body([10], with: ["collaboration_id": .integer(id)])
    let refused = try await house.call(.post, "/task", task, as: SmallWorld.researcher)
    #expect(refused.status == 400)
    #expect(refused.message?.hasPrefix("Your collaboration requires encryption, but input is not encrypted!") == true)
  }

  @Test("a number of a deleted collaboration is not given again (deviation 24)")
  func numbers() async throws {
    let house = try await SmallWorld.house()
    let body: JSONValue = ["name": "new", "encrypted": false, "organization_ids": [10]]
    _ = try await house.call(.post, "/collaboration", body, as: .root)
    try await house.fixture.run(
      "DELETE FROM \"Member\" WHERE collaboration_id = 4", "DELETE FROM collaboration WHERE id = 4")
    #expect(try await house.call(.post, "/collaboration", body, as: .root).json?["id"] == 5)
  }

  @Test("filters do what they say: encryption in any spelling, a store's collaboration (deviations 3, 4)")
  func filters() async throws {
    let house = try await SmallWorld.house()
    try await house.fixture.run(
      "INSERT INTO algorithmstore (id, name, url, collaboration_id) VALUES (1, 'own', 'u', 2), (2, 'all', 'u', NULL)")
    func ids(_ query: (String, String)..., caller: Caller = .root) async throws -> [Int64] {
      try await house.call(.get, "/collaboration", query: query, as: caller).ids
    }
    for spelling in ["True", "true", "1"] { #expect(try await ids(("encrypted", spelling)) == [3]) }
    // One that does not say is shown as encrypted.
    try await house.fixture.run("UPDATE collaboration SET encrypted = NULL WHERE id = 3")
    #expect(try await ids(("encrypted", "True")) == [3])
    for spelling in ["False", "false", "0"] { #expect(try await ids(("encrypted", spelling)) == [1, 2]) }
    #expect(try await ids(("algorithm_store_id", "1")) == [2])
    #expect(try await ids(("algorithm_store_id", "2")) == [1, 2, 3])
    #expect(try await ids(("organization_id", "11")) == [1, 2])
    #expect(try await ids(("organization_id", "10"), caller: SmallWorld.viewer) == [1])
    #expect(try await ids(("algorithm_store_id", "1"), caller: SmallWorld.viewer).isEmpty)
    let unknown = try await house.call(.get, "/collaboration", query: [("algorithm_store_id", "9")], as: .root)
    #expect((unknown.status, unknown.message) == (404, "Algorithm store with id=9 not found"))
  }

  @Test("organizations come along once when asked for, with the same number of statements for any number of rows")
  func include() async throws {
    let house = try await SmallWorld.house()
    try await house.fixture.run("INSERT INTO \"Member\" (organization_id, collaboration_id) VALUES (10, 1)")
    func statements(_ perPage: String) async throws -> (Int, HouseReply) {
      let before = house.fixture.database.statementCount
      let reply = try await house.call(
        .get, "/collaboration", query: [("include", "organizations"), ("per_page", perPage)], as: .root)
      return (house.fixture.database.statementCount - before, reply)
    }
    _ = try await statements("3")
    let (one, _) = try await statements("1")
    let (three, reply) = try await statements("3")
    #expect(one == three)
    let names = reply.json?["data"]?[0]?["organizations"]?.array?.compactMap { $0["name"]?.string }
    #expect(names == ["alpha", "beta"])
  }
}
