import PolderClient
import PolderCore
import PolderTesting
import Testing

@Suite("Resources of a server")
struct ResourceTests {
  @Test("Organizations, a collaboration, nodes and users are made and found again")
  func makesMembers() async throws {
    try await TestFederation.with { federation in
      let root = federation.root
      let made = try await root.organization.create(name: "Delta", country: "Nederland", domain: "delta.example")
      let read = try await root.organization.get(made.id)
      #expect(read.name == "Delta")
      #expect(read.country == "Nederland")
      #expect(read.domain == "delta.example")
      var change = UpdateOrganization.Body()
      change.address1 = "Dam 1"
      let changed = try await root.organization.update(made.id, change)
      #expect(changed.address1 == "Dam 1")
      #expect(changed.country == "Nederland", "what is not named stays")

      let collaboration = try await root.collaboration.create(
        name: "Second", organizations: [made.id, federation.organizations[0]])
      #expect(try await root.collaboration.get(collaboration.id).name == "Second")
      #expect(try await root.collaboration.get(collaboration.id).encrypted == false)
      #expect(try await root.collaboration.list().data.map(\.name) == ["Collaboration", "Second"])

      let node = try await root.node.create(collaboration: collaboration.id, organization: made.id, name: "delta node")
      #expect(node.apiKey.count == 36)
      #expect(try await root.node.get(node.node.id).name == "delta node")
      var query = ListNodes.Query()
      query.collaborationID = federation.collaboration
      #expect(try await root.node.list(query).data.map(\.name) == ["Alpha node", "Beta node", "Gamma node"])

      let ada = try await federation.user("Researcher")
      #expect(try await ada.organization.get(federation.organizations[0]).name == "Alpha")
      let users = try await root.user.list().data
      #expect(users.map(\.username) == ["root", "ada"])
      #expect(try await root.user.get(users[1].id).email == "ada@example.org")
      let refusal = await #expect(throws: RequestRefusal.self) {
        try await ada.organization.create(name: "Not for researchers")
      }
      #expect(refusal?.message == "You lack the permissions to do that!")
      #expect(refusal?.status == 401)
    }
  }

  @Test("A list has pages of ten unless asked otherwise, narrowed and in the order asked for")
  func listsPages() async throws {
    var plan = TestFederation.Plan()
    plan.organizations = (1...13).map { "Organization \($0)" }
    plan.registered = 0
    try await TestFederation.with(plan) { federation in
      let organizations = federation.root.organization
      let first = try await organizations.list()
      #expect(first.data.count == 10)
      #expect(first.links.next != nil)
      #expect(first.links.previous == nil)
      var query = ListOrganizations.Query()
      query.page = PageRequest(page: 2)
      let second = try await organizations.list(query)
      #expect(second.data.count == 3)
      #expect(second.links.next == nil)
      #expect(Set(first.data.map(\.id)).isDisjoint(with: second.data.map(\.id)))
      query.page = PageRequest(perPage: 5, sort: ["-id"])
      #expect(
        try await organizations.list(query).data.map(\.id) == Array(federation.organizations.reversed().prefix(5)))
      query = ListOrganizations.Query()
      query.name = "Organization 1%"
      #expect(try await organizations.list(query).data.count == 5)
      query.page = PageRequest(page: 0)
      let refusal = await #expect(throws: RequestRefusal.self) { try await organizations.list(query) }
      #expect(refusal?.status == 400)
      #expect(refusal?.message == "page needs to be >= 1")
    }
  }

  @Test("Everything wrong with a body is told at once, by field")
  func tellsFields() async throws {
    try await TestFolder.with { folder in
      let server = try await TestServer.start(in: folder)
      let client = try UserClient(server: server.address)
      try await client.authenticate(username: "root", password: TestServer.rootPassword)
      var body = CreateUser.Body()
      body.username = ""
      body.password = "short"
      body.email = "no address"
      let refusal = await #expect(throws: RequestRefusal.self) { try await client.user.create(body) }
      #expect(refusal?.message == "Request body is incorrect")
      #expect(Set(refusal?.fields?.keys ?? []) == ["username", "password", "email"])
      await client.shutdown()
      try await server.stop()
    }
  }
}
