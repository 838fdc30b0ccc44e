import PolderCore
import PolderSQL
import PolderServer
import Testing

/// Against a stand-in over real HTTP; the real Python store is asked by `make interop`.
struct ChangeStoreTests {
  private func house(_ url: String, collaborations: Int64?...) async throws -> HandlerHouse {
    let house = try await SmallWorld.house()
    for (index, collaboration) in collaborations.enumerated() {
      let id = Int64(index + 1)
      try await house.fixture.run(
        "INSERT INTO algorithmstore (id, name, url, collaboration_id) VALUES (\(id), 's', \(url), \(collaboration))")
    }
    return house
  }

  @Test("the name changes, and for whom a store is; null means all")
  func update() async throws {
    let house = try await house("http://s.example/api", collaborations: 1)
    let renamed = try await house.call(.patch, "/algorithmstore/1", ["name": "new"], as: SmallWorld.collaborationAdmin)
    #expect(renamed.json?["name"] == "new" && renamed.json?["url"] == "http://s.example/api")
    let moved = try await house.call(.patch, "/algorithmstore/1", ["collaboration_id": 2], as: .user(114))
    #expect(moved.status == 200 && moved.json?["collaborations"] == "/api/collaboration?algorithm_store_id=1")
    let foreign = try await house.call(
      .patch, "/algorithmstore/1", ["collaboration_id": 1], as: SmallWorld.collaborationAdmin)
    #expect(foreign.status == 401)
    #expect(try await house.call(.patch, "/algorithmstore/1", ["collaboration_id": nil], as: .user(114)).status == 401)
    let all = try await house.call(.patch, "/algorithmstore/1", ["collaboration_id": nil], as: .root)
    #expect(all.json?["collaborations"] == .null)
    #expect(try await house.call(.patch, "/algorithmstore/1", ["collaboration_id": 9], as: .root).status == 404)
    let missing = try await house.call(.patch, "/algorithmstore/9", ["name": "x"], as: .root)
    #expect(missing.message == "Algorithm store with id=9 can not be found")
  }

  @Test("deviation 15: the store forgets this server and no other; tasks stay")
  func delete() async throws {
    try await StandInStore.run { store in
      let house = try await house(store.url, collaborations: 1)
      try await house.fixture.run("UPDATE task SET algorithm_store_id = 1 WHERE id = 1")
      let path = "/algorithmstore/1?server_url=http://server.example:80/api/"
      let reply = try await house.call(.delete, path, as: SmallWorld.collaborationAdmin)
      #expect(reply.status == 200 && reply.message == "Algorithm store id=1 successfully deleted")
      #expect(store.lines == ["GET /api/vantage6-server", "DELETE /api/vantage6-server/5"])
      #expect(try await house.fixture.numbers("SELECT COUNT(*) FROM algorithmstore") == [0])
      #expect(try await house.fixture.numbers("SELECT COUNT(*) FROM task WHERE algorithm_store_id IS NULL") == [5])
      let again = try await house.call(.delete, path, as: .root)
      #expect(again.status == 404 && again.message == "Algorithm store id=1 is not found")
    }
  }

  @Test("a store of several collaborations goes at the word of one who may change all")
  func shared() async throws {
    try await StandInStore.run { store in
      let house = try await house(store.url, collaborations: 1, 2)
      let path = "/algorithmstore/1?server_url=http://server.example/api"
      let refused = try await house.call(.delete, path, as: SmallWorld.collaborationAdmin)
      #expect(refused.status == 401)
      #expect(
        refused.message == "This algorithm store is used by other collaborations. You lack the permission to delete it!"
      )
      #expect(store.lines.isEmpty)
      #expect(try await house.call(.delete, path, as: .root).status == 200)
      #expect(try await house.fixture.numbers("SELECT COUNT(*) FROM algorithmstore") == [0])
    }
  }

  @Test("a store that does not know this server has nothing to forget; one that refuses keeps its record")
  func stranger() async throws {
    for (status, expected, left) in [(403, 200, 0), (401, 401, 1)] {
      try await StandInStore.run { _ in
        .init(status: status, json: ["msg": "who?"])
      } _: { store in
        let house = try await house(store.url, collaborations: 1)
        let reply = try await house.call(.delete, "/algorithmstore/1?server_url=http://server.example/api", as: .root)
        #expect(reply.status == expected, "\(reply.message ?? "")")
        #expect(try await house.fixture.numbers("SELECT COUNT(*) FROM algorithmstore") == [left])
      }
    }
  }

  @Test("without an address of this server nothing is deleted")
  func nameless() async throws {
    let house = try await house("http://s.example/api", collaborations: 1)
    let reply = try await house.call(.delete, "/algorithmstore/1", as: .root)
    #expect(reply.status == 400 && reply.message == "The 'server_url' query parameter is required")
  }
}
