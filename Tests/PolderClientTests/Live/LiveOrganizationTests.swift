import PolderClient
import PolderCore
import Testing

@Suite("Live: organizations", .timeLimit(.minutes(10)))
struct LiveOrganizationTests {
  @Test("An organization is made, shown, changed and deleted")
  func makesAndChanges() async throws {
    try await LiveStage.with { stage in
      let client = stage.root.organization
      let made = try await client.create(
        name: stage.name("passing"), address1: "Dam 1", address2: "Amsterdam", zipcode: "1012", country: "NL",
        domain: "passing.test")
      stage.leavings.add { try await client.delete(made.id, deleteDependents: true) }
      let shown = try await client.get(made.id)
      #expect(shown.name == stage.name("passing") && shown.address1 == "Dam 1" && shown.address2 == "Amsterdam")
      #expect(shown.zipcode == "1012" && shown.country == "NL" && shown.domain == "passing.test")
      #expect(shown.publicKey.isEmpty)
      let changed = try await client.update(made.id, address1: "Dam 2", domain: "other.test")
      #expect(changed.address1 == "Dam 2" && changed.domain == "other.test")
      #expect(changed.zipcode == "1012", "what is not named stays")
      await stage.refusal(400) { try await client.create(name: stage.name("passing")) }
      try await client.delete(made.id)
      await stage.refusal(404) { try await client.get(made.id) }
    }
  }

  @Test("The own organization is the one where none is named")
  func takesTheOwn() async throws {
    try await LiveStage.with { stage in
      let client = stage.admin.organization
      #expect(try await client.get().id == stage.organizations[0])
      let changed = try await client.update(address2: "Delft")
      #expect(changed.id == stage.organizations[0] && changed.address2 == "Delft")
      #expect(try await stage.root.organization.get(stage.organizations[0]).address2 == "Delft")
    }
  }

  @Test("Organizations are found by name, country, collaboration and study")
  func finds() async throws {
    try await LiveStage.with { stage in
      let client = stage.root.organization
      let both = Set(stage.organizations)
      let byName = try await client.list(name: "oost \(stage.mark)").data
      #expect(byName.map(\.id) == [stage.organizations[1]])
      let byPattern = try await client.list(name: "%\(stage.mark)").data
      #expect(Set(byPattern.map(\.id)) == both)
      let byCountry = try await client.list(country: "NL \(stage.mark)").data
      #expect(Set(byCountry.map(\.id)) == both)
      let inCollaboration = try await client.list(collaboration: stage.collaboration)
      #expect(Set(inCollaboration.data.map(\.id)) == both)
      // The one that was set up.
      #expect(try await Set(stage.admin.organization.list().data.map(\.id)) == both)
      let study = try await stage.admin.study.create(name: stage.name("trial"), organizations: [stage.organizations[1]])
      #expect(try await client.list(study: study.id).data.map(\.id) == [stage.organizations[1]])
    }
  }

  @Test("A list goes on over pages, one after the other and all at once")
  func walksPages() async throws {
    try await LiveStage.with { stage in
      let client = stage.root.organization
      let pattern = "%\(stage.mark)"
      for number in 1...3 {
        let made = try await client.create(name: "page \(number) \(stage.mark)")
        stage.leavings.add { try await client.delete(made.id, deleteDependents: true) }
      }
      let first = try await client.list(name: pattern, page: 1, perPage: 2)
      #expect(first.data.count == 2 && first.hasNext)
      let second = try #require(try await first.next())
      #expect(second.data.count == 2 && second.hasNext)
      let third = try #require(try await second.next())
      #expect(third.data.count == 1 && !third.hasNext)
      let none = try await third.next()
      #expect(none == nil)
      let all = (first.data + second.data + third.data).map(\.id)
      #expect(Set(all).count == 5)
      #expect(try await first.all().map(\.id) == all)
      var walked: [OrganizationID] = []
      for try await organization in first.items { walked.append(organization.id) }
      #expect(walked == all)
      var sizes: [Int] = []
      for try await page in first.pages { sizes.append(page.data.count) }
      #expect(sizes == [2, 2, 1])
      let beyond = try await client.list(name: pattern, page: 9, perPage: 2)
      #expect(beyond.data.isEmpty && !beyond.hasNext)
      // A number that is none: the Python server falls over it (deviation 2).
      await stage.refusal(stage.isPython ? 500 : 400) { try await client.list(name: pattern, page: 0) }
    }
  }

  @Test("An organization on which something depends is only deleted with that, and only when told so")
  func keepsDependents() async throws {
    try await LiveStage.with { stage in
      let client = stage.root.organization
      let made = try await client.create(name: stage.name("with people"))
      stage.leavings.add { try await client.delete(made.id, deleteDependents: true) }
      let person = try await stage.root.user.create(
        username: stage.name("dependent"), firstname: "f", lastname: "l", password: LiveStage.password,
        email: "\(stage.name("dependent"))@example.test", organization: made.id)
      let text = await stage.refusal(400) { try await client.delete(made.id) }
      #expect(text.contains("1 users"), "\(text)")
      #expect(try await stage.root.user.get(person.id).id == person.id, "a refused deletion takes nothing along")
      try await client.delete(made.id, deleteDependents: true)
      await stage.refusal(404) { try await stage.root.user.get(person.id) }
    }
  }

  @Test("A researcher's rights are not enough to make an organization")
  func refuses() async throws {
    try await LiveStage.with { stage in
      let text = await stage.refusal(401) { try await stage.admin.organization.create(name: stage.name("mine")) }
      #expect(text == "You lack the permissions to do that!")
    }
  }
}
