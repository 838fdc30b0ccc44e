import PolderClient
import PolderCore
import PolderTransport
import Testing

@Suite("Live: nodes", .timeLimit(.minutes(10)))
struct LiveNodeTests {
  @Test("A node is made with its key, shown, changed and deleted")
  func makesAndChanges() async throws {
    try await LiveStage.with { stage in
      let client = stage.root.node
      let oost = stage.organizations[1]
      let passing = try await stage.root.collaboration.create(name: stage.name("for a node"), organizations: [oost])
      stage.leavings.add { try await stage.root.collaboration.delete(passing.id, deleteDependents: true) }
      let made = try await client.create(
        collaboration: passing.id, organization: oost, name: stage.name("passing"))
      #expect(made.apiKey.count == 36)
      let shown = try await client.get(made.node.id)
      #expect(shown.name == stage.name("passing") && shown.organization?.id == oost)
      #expect(shown.collaboration?.id == passing.id && shown.config.isEmpty && shown.lastSeen == nil)
      let changed = try await client.update(made.node.id, name: stage.name("renamed"), clearIP: true)
      #expect(changed.name == stage.name("renamed") && changed.ip == nil)
      let text = await stage.refusal(400) { try await client.killTasks(made.node.id) }
      #expect(text.contains("not online"))
      try await client.delete(made.node.id)
      await stage.refusal(404) { try await client.get(made.node.id) }
      await stage.refusal(401) {
        try await LiveNode(server: stage.target.address, apiKey: made.apiKey, organization: oost)
      }
    }
  }

  @Test("Without names a node is of the own organization in the collaboration that was set up, and there is one such")
  func takesDefaults() async throws {
    try await LiveStage.with { stage in
      await stage.refusal(400) { try await stage.admin.node.create() }
      try await stage.root.node.delete(stage.nodes[0].node.id)
      let made = try await stage.admin.node.create()
      #expect(made.node.organization?.id == stage.organizations[0])
      #expect(made.node.collaboration?.id == stage.collaboration)
    }
  }

  @Test("Nodes are found by name, organization, collaboration, state and when they were last seen")
  func finds() async throws {
    try await LiveStage.with { stage in
      let client = stage.root.node
      let ids = stage.nodes.map(\.node.id)
      func found(_ page: Page<Wire.Node>) -> Set<NodeID> { Set(page.data.map(\.id)) }
      #expect(try await found(client.list(collaboration: stage.collaboration)) == Set(ids))
      #expect(try await found(stage.admin.node.list()) == Set(ids))
      let byName = try await client.list(name: "n0 \(stage.mark)")
      #expect(found(byName) == [ids[0]])
      #expect(try await found(client.list(organization: stage.organizations[1])) == [ids[1]])
      #expect(try await found(client.list(collaboration: stage.collaboration, isOnline: true)) == [])
      // The Python server finds a node that was never online only once it swept them all (deviation 4).
      let offline = try await found(client.list(collaboration: stage.collaboration, isOnline: false))
      #expect(offline == Set(ids) || (stage.isPython && offline.isEmpty))
      #expect(try await found(client.list(collaboration: stage.collaboration, ip: "10.9.8.7")) == [])
      let early = try #require(Timestamp(text: "2020-01-01"))
      #expect(try await found(client.list(collaboration: stage.collaboration, lastSeenFrom: early)) == [])
      let node = try await stage.node(1)
      _ = try await node.operations.call(ListRuns.self)
      #expect(try await found(client.list(collaboration: stage.collaboration, lastSeenFrom: early)) == [ids[1]])
      #expect(try await found(client.list(collaboration: stage.collaboration, lastSeenTill: early)) == [])
    }
  }
}
