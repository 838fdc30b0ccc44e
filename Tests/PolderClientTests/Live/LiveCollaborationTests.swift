import PolderClient
import PolderCore
import Testing

@Suite("Live: collaborations", .timeLimit(.minutes(10)))
struct LiveCollaborationTests {
  @Test("A collaboration is made, shown, changed and deleted; organizations come and go")
  func makesAndChanges() async throws {
    try await LiveStage.with { stage in
      let client = stage.root.collaboration
      let (noord, oost) = (stage.organizations[0], stage.organizations[1])
      let made = try await client.create(name: stage.name("passing"), organizations: [noord], encrypted: true)
      stage.leavings.add { try await client.delete(made.id, deleteDependents: true) }
      #expect(made.encrypted)
      #expect(try await client.get(made.id).name == stage.name("passing"))
      #expect(try await client.update(made.id, name: stage.name("renamed")).name == stage.name("renamed"))
      #expect(try await client.update(made.id, encrypted: false).encrypted == false)
      #expect(try await client.get(made.id).name == stage.name("renamed"), "what is not named stays")
      let added = try await client.addOrganization(oost, collaboration: made.id)
      #expect(Set(added.map(\.id)) == [noord, oost])
      let left = try await client.removeOrganization(noord, collaboration: made.id)
      #expect(left.map(\.id) == [oost])
      _ = try await client.update(made.id, organizations: [noord, oost])
      let members = try await stage.root.organization.list(collaboration: made.id)
      #expect(Set(members.data.map(\.id)) == [noord, oost])
      try await client.delete(made.id)
      await stage.refusal(404) { try await client.get(made.id) }
    }
  }

  @Test("The collaboration that was set up is the one where none is named")
  func takesTheOneSetUp() async throws {
    try await LiveStage.with { stage in
      let changed = try await stage.admin.collaboration.update(name: stage.name("named anew"))
      #expect(changed.id == stage.collaboration)
      #expect(try await stage.root.collaboration.get(stage.collaboration).name == stage.name("named anew"))
    }
  }

  @Test("Collaborations are found by name, organization and encryption, among the own ones and among all")
  func finds() async throws {
    try await LiveStage.with { stage in
      let client = stage.root.collaboration
      let oost = stage.organizations[1]
      let made = try await client.create(name: stage.name("secret"), organizations: [oost], encrypted: true)
      stage.leavings.add { try await client.delete(made.id, deleteDependents: true) }
      #expect(try await client.list(scope: .global, name: stage.name("secret")).data.map(\.id) == [made.id])
      let ofOost = try await client.list(scope: .global, organization: oost)
      #expect(Set(ofOost.data.map(\.id)) == [stage.collaboration, made.id])
      // The administrator is at noord.
      #expect(try await stage.admin.collaboration.list().data.map(\.id) == [stage.collaboration])
      let encrypted = try await client.list(scope: .global, encrypted: true, organization: oost).data.map(\.id)
      let open = try await client.list(scope: .global, encrypted: false, organization: oost).data.map(\.id)
      // The Python server compares the word with a number and finds nothing (deviation 4).
      #expect(encrypted == (stage.isPython ? [] : [made.id]))
      #expect(open == (stage.isPython ? [] : [stage.collaboration]))
    }
  }

  @Test("A collaboration on which something depends is only deleted with that, and only when told so")
  func keepsDependents() async throws {
    try await LiveStage.with { stage in
      let client = stage.root.collaboration
      let made = try await client.create(name: stage.name("with a node"), organizations: [stage.organizations[0]])
      stage.leavings.add { try await client.delete(made.id, deleteDependents: true) }
      let node = try await stage.root.node.create(collaboration: made.id, organization: stage.organizations[0])
      let text = await stage.refusal(400) { try await client.delete(made.id) }
      #expect(text.contains("1 nodes"), "\(text)")
      #expect(try await stage.root.node.get(node.node.id).id == node.node.id, "a refused deletion takes nothing along")
      try await client.delete(made.id, deleteDependents: true)
      await stage.refusal(404) { try await stage.root.node.get(node.node.id) }
    }
  }
}
