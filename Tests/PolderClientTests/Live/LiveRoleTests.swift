import PolderClient
import PolderCore
import Testing

@Suite("Live: roles and rules", .timeLimit(.minutes(10)))
struct LiveRoleTests {
  @Test("Rules are listed by what they allow, and by the role that has them")
  func listsRules() async throws {
    try await LiveStage.with { stage in
      let client = stage.root.rule
      let ofTasks = try await client.list(name: "task", perPage: 50)
      #expect(ofTasks.data.count == 10)
      let first = try #require(ofTasks.data.first)
      #expect(try await client.get(first.id).name == "task")
      let one = try await client.list(name: "task", operation: .view, scope: .organization).data
      #expect(one.map(\.operation) == ["VIEW"] && one.map(\.scope) == ["ORGANIZATION"])
      #expect(try await client.list(role: stage.role, perPage: 100).data.count == 41)
      #expect(try await client.list(page: 1, perPage: 7).all().count > 50)
    }
  }

  @Test("A role is made, shown, changed and deleted")
  func makesAndChanges() async throws {
    try await LiveStage.with { stage in
      let client = stage.root.role
      let rules = try await stage.root.rule.list(name: "task", perPage: 50).data.map(\.id)
      let made = try await client.create(
        name: stage.name("watcher"), description: "looks", rules: [rules[0]], organization: stage.organizations[1])
      #expect(made.organization?.id == stage.organizations[1])
      #expect(try await client.get(made.id).description == "looks")
      let changed = try await client.update(
        made.id, name: stage.name("watcher"), description: "looks on", rules: Array(rules.prefix(2)))
      #expect(changed.description == "looks on")
      #expect(try await Set(stage.root.rule.list(role: made.id).data.map(\.id)) == Set(rules.prefix(2)))
      // What is not named stays. (The Python client sends nulls for it, which its server refuses; deviation 12.)
      #expect(try await client.update(made.id, description: "as before").name == stage.name("watcher"))
      try await client.delete(made.id)
      await stage.refusal(404) { try await client.get(made.id) }
      await stage.refusal(400) { try await client.update(stage.role, description: "of the server itself") }
    }
  }

  @Test("Roles are found by name, description, organization, rule and user")
  func finds() async throws {
    try await LiveStage.with { stage in
      let client = stage.root.role
      let rule = try #require(
        try await stage.root.rule.list(name: "node", operation: .view, scope: .organization).data.first?.id)
      let made = try await client.create(
        name: stage.name("looker"), description: "looks \(stage.mark)", rules: [rule],
        organization: stage.organizations[0])
      let user = try await stage.person("looker", roles: [made.id])
      #expect(try await client.list(name: stage.name("looker")).data.map(\.id) == [made.id])
      let described = try await client.list(description: "%\(stage.mark)").data
      #expect(described.map(\.id) == [made.id])
      #expect(try await client.list(organization: stage.organizations[0]).data.map(\.id) == [made.id])
      #expect(try await client.list(user: user.id).data.map(\.id) == [made.id])
      #expect(try await client.list(rule: rule, perPage: 100).all().map(\.id).contains(made.id))
      let withRoot = try await client.list(organization: stage.organizations[0], includeRoot: true, perPage: 100)
      #expect(Set(withRoot.data.map(\.id)).isSuperset(of: [made.id, stage.role]))
    }
  }

  @Test("A role is of the own organization where none is named, and holds no rule that its maker lacks")
  func keepsToOwnRights() async throws {
    try await LiveStage.with { stage in
      let rules = try await stage.root.rule.list(name: "task", operation: .view).data
      let own = try #require(rules.first { $0.scope == "COLLABORATION" })
      let made = try await stage.admin.role.create(name: stage.name("own"), description: "", rules: [own.id])
      #expect(made.organization?.id == stage.organizations[0])
      let global = try #require(rules.first { $0.scope == "GLOBAL" })
      await stage.refusal(401) {
        try await stage.admin.role.create(name: stage.name("more"), description: "", rules: [global.id])
      }
    }
  }
}
