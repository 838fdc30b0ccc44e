import PolderClient
import PolderCore
import Testing

@Suite("Live: studies", .timeLimit(.minutes(10)))
struct LiveStudyTests {
  @Test("A study is made, shown, changed and deleted; organizations come and go")
  func makesAndChanges() async throws {
    try await LiveStage.with { stage in
      let client = stage.admin.study
      let (noord, oost) = (stage.organizations[0], stage.organizations[1])
      // Of the collaboration that was set up.
      let made = try await client.create(name: stage.name("trial"), organizations: [noord])
      #expect(made.collaboration?.id == stage.collaboration)
      #expect(try await client.get(made.id).name == stage.name("trial"))
      #expect(try await client.update(made.id, name: stage.name("renamed")).name == stage.name("renamed"))
      let added = try await client.addOrganization(oost, study: made.id)
      #expect(Set(added.map(\.id)) == [noord, oost])
      let left = try await client.removeOrganization(oost, study: made.id)
      #expect(left.map(\.id) == [noord])
      _ = try await client.update(made.id, organizations: [oost])
      #expect(try await stage.admin.organization.list(study: made.id).data.map(\.id) == [oost])
      #expect(try await stage.admin.node.list(study: made.id).data.map(\.organization?.id) == [oost])
      try await client.delete(made.id)
      await stage.refusal(404) { try await client.get(made.id) }
    }
  }

  @Test("Studies are found by name, organization and collaboration, with their organizations if wanted")
  func finds() async throws {
    try await LiveStage.with { stage in
      let client = stage.admin.study
      let noord = stage.organizations[0]
      let made = try await client.create(name: stage.name("trial"), organizations: [noord])
      let other = try await client.create(name: stage.name("other"), organizations: stage.organizations)
      #expect(try await Set(client.list(collaboration: stage.collaboration).data.map(\.id)) == [made.id, other.id])
      #expect(try await client.list(name: stage.name("trial")).data.map(\.id) == [made.id])
      let ofOost = try await client.list(organization: stage.organizations[1])
      #expect(ofOost.data.map(\.id) == [other.id])
      let included = try await client.list(name: stage.name("trial"), includeOrganizations: true).data.first
      #expect(included?.organizations.items?.map(\.id) == [noord])
    }
  }

  @Test("A task of a study goes to its organizations and is found by it")
  func hasTasks() async throws {
    try await LiveStage.with { stage in
      let noord = stage.organizations[0]
      let study = try await stage.admin.study.create(name: stage.name("trial"), organizations: [noord])
      let task = try await stage.admin.task.create(
        organizations: [noord], name: stage.name("of a study"), image: LiveStage.image, description: "",
        input: AlgorithmInput(method: "m"), study: study.id)
      #expect(task.study?.id == study.id)
      #expect(try await stage.admin.task.list(study: study.id).data.map(\.id) == [task.id])
      let text = await stage.refusal(400) {
        try await stage.admin.task.create(
          organizations: stage.organizations, name: "t", image: LiveStage.image, description: "",
          input: AlgorithmInput(method: "m"), study: study.id)
      }
      #expect(text.contains("not within the specified study"))
    }
  }
}
