import PolderClient
import PolderCore
import Testing

@Suite("Live: users", .timeLimit(.minutes(10)))
struct LiveUserTests {
  @Test("A user is made, shown, changed and deleted")
  func makesAndChanges() async throws {
    try await LiveStage.with { stage in
      let client = stage.root.user
      let made = try await stage.person("passing", at: 1, roles: [stage.role])
      let shown = try await client.get(made.id)
      #expect(shown.username == stage.name("passing") && shown.organization?.id == stage.organizations[1])
      #expect(shown.email == "\(stage.name("passing"))@example.test")
      #expect(shown.firstname == "f" && shown.lastname == "l")
      let changed = try await client.update(made.id, firstname: "g", lastname: "m")
      #expect(changed.firstname == "g" && changed.lastname == "m" && changed.email == shown.email)
      let mail = try await client.update(made.id, email: "\(stage.name("other"))@example.test").email
      #expect(mail == "\(stage.name("other"))@example.test")
      try await client.delete(made.id)
      await stage.refusal(404) { try await client.get(made.id) }
      await stage.refusal(401) { try await stage.loggedIn("passing") }
    }
  }

  @Test("The own account is the one where none is named")
  func takesTheOwn() async throws {
    try await LiveStage.with { stage in
      let user = stage.admin
      #expect(try await user.user.get().id == stage.adminID)
      let changed = try await user.user.update(firstname: "Augusta")
      #expect(changed.id == stage.adminID && changed.firstname == "Augusta")
      #expect(try await user.name == "Augusta", "what is known of the own account is asked for anew")
    }
  }

  @Test("Rules and roles are given and replaced, and users are found by them")
  func givesRights() async throws {
    try await LiveStage.with { stage in
      let client = stage.root.user
      let rule = try #require(
        try await stage.root.rule.list(name: "task", operation: .view, scope: .own).data.first?.id)
      let made = try await stage.person("passing", rules: [rule])
      #expect(try await stage.root.role.list(user: made.id).data.isEmpty)
      _ = try await client.update(made.id, roles: [stage.role])
      #expect(try await stage.root.role.list(user: made.id).data.map(\.id) == [stage.role])
      let organization = stage.organizations[0]
      #expect(
        try await Set(client.list(organization: organization, role: stage.role).data.map(\.id))
          == [made.id, stage.adminID])
      #expect(try await client.list(username: stage.name("passing"), rule: rule).data.map(\.id) == [made.id])
      _ = try await client.update(made.id, rules: [], roles: [])
      #expect(try await stage.root.role.list(user: made.id).data.isEmpty)
      #expect(try await client.list(username: stage.name("passing"), rule: rule).data.isEmpty)
    }
  }

  @Test("Users are found by name, organization, address and when they were last seen")
  func finds() async throws {
    try await LiveStage.with { stage in
      let client = stage.root.user
      let made = try await stage.person("passing", at: 1)
      #expect(try await client.list(username: stage.name("passing")).data.map(\.id) == [made.id])
      #expect(try await client.list(organization: stage.organizations[1]).data.map(\.id) == [made.id])
      let found = try await client.list(
        organization: stage.organizations[1], firstname: "f", lastname: "l", email: "passing-\(stage.mark)@%")
      #expect(found.data.map(\.id) == [made.id])
      let early = try #require(Timestamp(text: "2020-01-01"))
      let seen = try await client.list(organization: stage.organizations[0], lastSeenFrom: early)
      #expect(seen.data.map(\.id) == [stage.adminID])
      #expect(try await client.list(organization: stage.organizations[0], lastSeenTill: early).data.isEmpty)
      let second = try await client.list(username: "%\(stage.mark)", page: 2, perPage: 1)
      #expect(second.data.count == 1 && !second.hasNext)
    }
  }

  @Test("A user is moved to another organization (deviation 13), and one made without any gets the own (deviation 12)")
  func movesAndDefaults() async throws {
    try await LiveStage.with { stage in
      let made = try await stage.person("passing")
      let moved = try await stage.root.user.update(made.id, organization: stage.organizations[1])
      #expect(moved.organization?.id == stage.organizations[stage.isPython ? 0 : 1])
      let own = try await stage.admin.user.create(
        username: stage.name("ours"), firstname: "f", lastname: "l", password: LiveStage.password,
        email: "\(stage.name("ours"))@example.test")
      #expect(own.organization?.id == stage.organizations[0])
    }
  }

  @Test("Everything that is wrong with a new user is told by field")
  func tellsFields() async throws {
    try await LiveStage.with { stage in
      let refusal = await #expect(throws: RequestRefusal.self) {
        try await stage.root.user.create(
          username: "", firstname: "f", lastname: "l", password: "short", email: "no address")
      }
      #expect(refusal?.status == 400)
      let wrong = refusal?.fields?.keys ?? []
      #expect(["username", "password", "email"].allSatisfy { wrong.contains($0) }, "\(wrong)")
    }
  }
}
