import PolderCore
import PolderSQL
import PolderServer
import Synchronization
import Testing

/// Against a stand-in over real HTTP; the real Python store is asked by `make interop`.
struct StoreTaskTests {
  private func house(_ url: String, collaboration: Int64? = nil) async throws -> HandlerHouse {
    let house = try await SmallWorld.house()
    try await house.fixture.run(
      "INSERT INTO algorithmstore (id, name, url, collaboration_id) VALUES (1, 's', \(url), \(collaboration))")
    return house
  }

  private func body(server: String? = "http://server.example/api") -> JSONValue {
    var more: JSONObject = ["store_id": 1]
    if let server { more["server_url"] = .string(server) }
    return CreateTaskTests.body(with: more)
  }

  @Test("the image is the store's, with its digest, and the store stays with the task")
  func digest() async throws {
    try await StandInStore.run { store in
      let house = try await house(store.url)
      let reply = try await house.call(.post, "/task", body(), as: SmallWorld.researcher)
      #expect(reply.status == 201, "\(reply.message ?? "")")
      #expect(reply.json?["image"] == "reg.example/a:1@sha256:00ff")
      #expect(reply.json?["algorithm_store"]?["id"] == 1)
      #expect(store.lines == ["GET /api/algorithm"])
      #expect(store.requests.first?.query == "image=registry.example%2Fa%3A1")
      #expect(store.requests.first?.server == "http://server.example/api")
      #expect(try TokenParts(String(store.requests[0].token.dropFirst(7))).claims["type"] == "validation")
    }
  }

  @Test("without a digest the image is taken alone, and the task is of no store")
  func withoutDigest() async throws {
    try await StandInStore.run { _ in
      .init(json: ["data": [["image": "reg.example/a:1", "digest": nil]]])
    } _: { store in
      let reply = try await house(store.url).call(.post, "/task", body(), as: SmallWorld.researcher)
      #expect(reply.json?["image"] == "reg.example/a:1" && reply.json?["algorithm_store"] == .null)
    }
  }

  @Test("what goes wrong at the store is told, and no task is made")
  func refusals() async throws {
    let answers: [(StandInStore.Reply, String)] = [
      (.init(json: ["data": []]), "Algorithm not found in store!"),
      (.init(json: ["data": [["image": "a b"]]]), "Algorithm not found in store!"),
      (
        .init(status: 401, json: ["msg": "who?"]),
        "Could not retrieve algorithm from store! Algorithm store error: who?, HTTP status: 401"
      ),
    ]
    for (answer, text) in answers {
      try await StandInStore.run { _ in
        answer
      } _: { store in
        let house = try await house(store.url)
        let reply = try await house.call(.post, "/task", body(), as: SmallWorld.researcher)
        #expect(reply.status == 400 && reply.message == text)
        #expect(try await house.fixture.numbers("SELECT COUNT(*) FROM task") == [5])
      }
    }
    let gone = try await house("http://127.0.0.1:1/api").call(.post, "/task", body(), as: SmallWorld.researcher)
    #expect(gone.status == 400)
    #expect(gone.message?.hasPrefix("Could not retrieve algorithm from store! Algorithm store cannot be") == true)
  }

  @Test("another collaboration's store is refused, and none is asked for one who may not make the task")
  func access() async throws {
    try await StandInStore.run { store in
      let other = try await house(store.url, collaboration: 2)
      let foreign = try await other.call(.post, "/task", body(), as: SmallWorld.researcher)
      #expect(foreign.status == 403)
      #expect(
        foreign.message == "The algorithm store is not part of the collaboration to which the task is posted.")
      let house = try await house(store.url)
      #expect(try await house.call(.post, "/task", body(), as: SmallWorld.viewer).status == 401)
      let nameless = try await house.call(.post, "/task", body(server: nil), as: SmallWorld.researcher)
      #expect(nameless.message?.hasPrefix("Server URL is not set in the configuration") == true)
      #expect(store.lines.isEmpty)
    }
  }

  @Test("a store that is changed while it is asked gives no image to the task")
  func changed() async throws {
    let here = Mutex<HandlerHouse?>(nil)
    try await StandInStore.run { request in
      try await here.withLock { $0 }?.fixture.run("UPDATE algorithmstore SET url = 'http://other.example' WHERE id = 1")
      return StandInStore.friendly(request)
    } _: { store in
      let house = try await house(store.url)
      here.withLock { $0 = house }
      let reply = try await house.call(.post, "/task", body(), as: SmallWorld.researcher)
      #expect(reply.status == 409 && store.lines == ["GET /api/algorithm"])
      #expect(try await house.fixture.numbers("SELECT COUNT(*) FROM task") == [5])
    }
  }

  @Test("columns that a node told are given at once; else a task asks for them")
  func columns() async throws {
    let house = try await SmallWorld.house()
    let inputs: JSONValue = [["id": 10, "input": .string(SmallWorld.input)]]
    let body: JSONValue = ["db_label": "default", "collaboration_id": 1, "organizations": inputs, "query": "q"]
    let asked = try await house.call(.post, "/column", body, as: SmallWorld.researcher)
    #expect(asked.status == 201, "\(asked.message ?? "")")
    #expect(asked.json?["name"] == "get_column_names")
    #expect(asked.json?["image"] == "ghcr.io/vantage6/algorithm-basics:latest")
    #expect(asked.json?["databases"]?.text == #"[{"label":"default","parameters":"{\"query\":\"q\"}"}]"#)
    try await house.fixture.run(
      """
      INSERT INTO nodeconfig (id, node_id, "key", value) VALUES (1, 202, 'columns_default', 'age'), \
      (2, 202, 'columns_default', 'sex'), (3, 203, 'columns_other', 'x')
      """)
    let told = try await house.call(.post, "/column", body, as: SmallWorld.researcher)
    #expect(told.status == 200 && told.json == ["columns": ["age", "sex"]])
    #expect(try await house.call(.post, "/column", body, as: SmallWorld.viewer).status == 401)
    #expect(try await house.call(.post, "/column", body, as: .user(122)).status == 401)
    let missing = try await house.call(
      .post, "/column", ["db_label": "d", "collaboration_id": 9, "organizations": inputs], as: .root)
    #expect(missing.status == 404 && missing.message == "Collaboration id=9 not found!")
  }
}
