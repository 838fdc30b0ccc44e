import PolderClient
import PolderCore

/// Makes organizations, collaboration, nodes and users through the API, as an administrator would.
struct FederationSetup: Sendable {
  let root: UserClient

  func makeSites(of hospitals: [Hospital]) async throws -> (CollaborationID, [DemoSite]) {
    let root = root
    var organizations: [OrganizationID] = []
    for hospital in hospitals {
      organizations.append(try await root.organization.create(name: hospital.name, country: "Netherlands").id)
    }
    let collaboration = try await root.collaboration.create(name: "Lung cancer survival", organizations: organizations)
    let sites = try await withThrowingTaskGroup(of: (Int, DemoSite).self) { group in
      for (index, hospital) in hospitals.enumerated() {
        let organization = organizations[index]
        group.addTask {
          let made = try await root.node.create(
            collaboration: collaboration.id, organization: organization, name: "\(hospital.name) node")
          return (
            index,
            DemoSite(hospital: hospital, organization: organization, node: made.node.id, apiKey: made.apiKey)
          )
        }
      }
      var sites: [Int: DemoSite] = [:]
      for try await (index, site) in group { sites[index] = site }
      return hospitals.indices.compactMap { sites[$0] }
    }
    return (collaboration.id, sites)
  }

  /// Makes the users at the first hospital.
  func makeUsers(_ accounts: DemoAccounts, organization: OrganizationID) async throws {
    var query = ListRoles.Query()
    query.page = PageRequest(perPage: 100)
    let roles = try await root.user.roles(query).data
    async let researcher: Void = make(accounts.researcher, role: "Researcher", of: roles, organization)
    async let admin: Void = make(accounts.admin, role: "Collaboration Admin", of: roles, organization)
    _ = try await (researcher, admin)
  }

  private func make(
    _ account: DemoAccounts.Account, role: String, of roles: [Wire.Role], _ organization: OrganizationID
  ) async throws {
    guard let role = roles.first(where: { $0.name == role }) else {
      throw PolderError("demo-no-role", "The server has no role '\(role)'.")
    }
    var body = CreateUser.Body()
    body.username = account.username
    body.password = account.password
    body.email = "\(account.username)@example.org"
    body.firstname = account.username
    body.lastname = "Demo"
    body.organizationID = organization
    body.roles = [role.id]
    _ = try await root.user.create(body)
  }
}
