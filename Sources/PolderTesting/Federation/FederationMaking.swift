import PolderClient
import PolderCore

/// Makes a federation as an administrator would.
struct FederationMaking: Sendable {
  struct Made: Sendable {
    let root: UserClient
    let collaboration: CollaborationID
    let sites: [FederationSite]
  }

  let folder: TestFolder
  let server: ServerHolder
  let plans: [SitePlan]

  func make() async throws -> Made {
    try await server.start()
    let root = try UserClient(server: server.address)
    do {
      try await root.authenticate(username: "root", password: server.password)
      return try await make(root)
    } catch {
      await root.shutdown()
      throw error
    }
  }

  private func make(_ root: UserClient) async throws -> Made {
    var organizations: [OrganizationID] = []
    for plan in plans { organizations.append(try await root.organization.create(name: plan.name).id) }
    let collaboration = try await root.collaboration.create(name: "study", organizations: organizations).id
    var sites: [FederationSite] = []
    for (plan, organization) in zip(plans, organizations) {
      sites.append(try await site(plan, organization, collaboration, root))
    }
    do {
      try await withThrowingTaskGroup(of: Void.self) { group in
        for site in sites where site.plan.isStarted { group.addTask { try await site.start() } }
        try await group.waitForAll()
      }
    } catch {
      for site in sites { await site.stop() }
      throw error
    }
    return Made(root: root, collaboration: collaboration, sites: sites)
  }

  private func site(
    _ plan: SitePlan, _ organization: OrganizationID, _ collaboration: CollaborationID, _ root: UserClient
  ) async throws -> FederationSite {
    let made = try await root.node.create(
      collaboration: collaboration, organization: organization, name: "\(plan.name) node")
    _ = try folder.folder(plan.name)
    let database = try folder.write(plan.csv, to: "\(plan.name)/patients.csv")
    let program = try BuiltPrograms.polder()
    let text = ConfigurationText.node(
      plan, apiKey: made.apiKey, port: server.port, database: database, folder: nodeFolder(plan), program: program)
    return FederationSite(
      plan, organization: organization, node: made.node.id,
      configuration: try folder.write(text, to: "\(plan.name)/node.yaml"), folder: nodeFolder(plan), program: program,
      logPath: "\(folder.path)/\(plan.name)/node.log")
  }

  private func nodeFolder(_ plan: SitePlan) -> String { "\(folder.path)/\(plan.name)/tasks" }

  /// Ends what a node left running.
  func end(_ plan: SitePlan) async { await LeftSupervisors(folder: nodeFolder(plan)).end() }

  func researcher(_ made: Made) async throws -> UserClient {
    let password = "Researcher-1!"
    var query = ListRoles.Query()
    query.page = PageRequest(perPage: 100)
    var body = CreateUser.Body()
    body.username = "researcher"
    body.password = password
    body.email = "researcher@example.org"
    body.firstname = "Rosa"
    body.lastname = "Researcher"
    body.organizationID = made.sites.first?.organization
    body.roles = try await made.root.user.roles(query).data.filter { $0.name == "Researcher" }.map(\.id)
    _ = try await made.root.user.create(body)
    let researcher = try UserClient(server: server.address)
    try await researcher.authenticate(username: "researcher", password: password)
    return researcher
  }
}
