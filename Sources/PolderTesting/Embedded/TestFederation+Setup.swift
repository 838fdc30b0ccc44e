import PolderClient
import PolderCore

extension TestFederation {
  /// Makes organizations, collaboration, nodes and users through the API.
  struct Setup {
    /// The password of every user but `root`.
    static let password = "Test-user-1234"

    let root: UserClient

    func make(_ plan: Plan) async throws -> (CollaborationID, [Site]) {
      let organizations = try await organizations(plan.organizations)
      let collaboration = try await root.collaboration.create(name: "Collaboration", organizations: organizations)
      var sites: [Site] = []
      for (index, name) in plan.organizations.enumerated() {
        var made: Wire.NewNode?
        if index < plan.registered ?? plan.organizations.count {
          made = try await root.node.create(
            collaboration: collaboration.id, organization: organizations[index], name: "\(name) node")
        }
        sites.append(
          Site(name: name, organization: organizations[index], node: made?.node.id, apiKey: made?.apiKey))
      }
      return (collaboration.id, sites)
    }

    /// The first is the organization of `root`: who is in none of a collaboration may not create tasks there.
    private func organizations(_ names: [String]) async throws -> [OrganizationID] {
      var organizations: [OrganizationID] = []
      for name in names {
        if organizations.isEmpty, let own = try await root.organization.list().data.first {
          var change = UpdateOrganization.Body()
          change.name = name
          organizations.append(try await root.organization.update(own.id, change).id)
        } else {
          organizations.append(try await root.organization.create(name: name).id)
        }
      }
      return organizations
    }

    func makeUser(_ username: String, role: String, at organization: OrganizationID) async throws {
      var query = ListRoles.Query()
      query.page = PageRequest(perPage: 100)
      guard let role = try await root.user.roles(query).data.first(where: { $0.name == role }) else {
        throw PolderError("testing-no-role", "The server has no such role.", object: role)
      }
      var body = CreateUser.Body()
      body.username = username
      body.password = Self.password
      body.email = "\(username)@example.org"
      body.organizationID = organization
      body.roles = [role.id]
      _ = try await root.user.create(body)
    }
  }
}
