import PolderCore
import PolderSQL
import Testing

/// Every kind of caller of every organization, and the stores of each collaboration.
struct StoreIsolationTests {
  private static let stores: [(id: Int64, collaboration: Int64?)] = [(1, 1), (2, 2), (3, 3), (4, nil)]

  private func house() async throws -> HandlerHouse {
    let house = try await SmallWorld.house()
    for store in Self.stores {
      let url = "http://s\(store.id).example/api"
      try await house.fixture.run(
        """
        INSERT INTO algorithmstore (id, name, url, collaboration_id) \
        VALUES (\(store.id), 's', \(url), \(store.collaboration))
        """)
    }
    return house
  }

  private func sees(_ actor: Actor, _ collaboration: Int64?) -> Bool {
    if actor.has(.collaboration, .global, .view) { return true }
    guard actor.has(.collaboration, .organization, .view) else { return false }
    return collaboration.map { actor.collaborations.contains($0) } ?? true
  }

  private func edits(_ actor: Actor, _ collaboration: Int64?) -> Bool {
    guard let collaboration else { return actor.has(.collaboration, .global, .edit) }
    return actor.may(.collaboration, .edit, collaboration: collaboration)
  }

  private func expected(_ actor: Actor, _ kinds: Set<PrincipalKind>, _ granted: Bool, success: Int = 200) -> Int {
    kinds.contains(actor.kind) ? (granted ? success : 401) : 403
  }

  @Test("stores are shown, changed, linked and removed by those who may, and by nobody else", arguments: Actor.all)
  func stores(actor: Actor) async throws {
    let house = try await house()
    for store in Self.stores {
      let path = "/algorithmstore/\(store.id)"
      let shown = try await house.call(.get, path, as: actor.caller)
      #expect(
        shown.status == expected(actor, [.user, .node], sees(actor, store.collaboration)), "\(actor.caller) \(path)")
      let changed = try await house.call(.patch, path, ["name": "n"], as: actor.caller)
      #expect(changed.status == expected(actor, [.user], edits(actor, store.collaboration)), "\(actor.caller) \(path)")
      // Without an address of this server nobody gets further than 400.
      let removed = try await house.call(.delete, path, as: actor.caller)
      let verdict = expected(actor, [.user], edits(actor, store.collaboration), success: 400)
      #expect(removed.status == verdict, "\(actor.caller) \(path)")
      let body = AlgorithmStoreTests.body(
        "http://127.0.0.1:1/api", collaboration: store.collaboration.map { .integer($0) }, force: false)
      let linked = try await house.call(.post, "/algorithmstore", body, as: actor.caller)
      #expect(linked.status == verdict, "\(actor.caller) \(linked.message ?? "")")
    }
    let list = try await house.call(.get, "/algorithmstore", as: actor.caller)
    let seen = Self.stores.filter { sees(actor, $0.collaboration) }.map(\.id)
    #expect(list.status == expected(actor, [.user], !seen.isEmpty))
    if list.status == 200 { #expect(list.ids == seen && list.total == String(seen.count)) }
  }
}
