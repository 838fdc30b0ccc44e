import PolderClient
import PolderCore
import PolderTesting
import Testing

/// Two organizations in a collaboration, each with a node that nobody runs, and an administrator at the first: made by a
/// test for itself under names that nobody else has, at whichever server is asked, and removed at its end.
struct LiveStage: Sendable {
  /// What a stage is made of.
  struct Plan: Sendable {
    var isEncrypted = false
    /// The public keys of the two, as the API has them.
    var publicKeys: [String] = ["", ""]
    var features: Set<TestServer.Feature> = []
  }

  /// A password that both servers take.
  static let password = "Aa1!live-suite"

  let target: LiveTarget
  /// The user who may do everything, logged in; at another organization.
  let root: UserClient
  /// What makes this stage's names its own.
  let mark: String
  let organizations: [OrganizationID]
  let collaboration: CollaborationID
  let nodes: [Wire.NewNode]
  /// A collaboration's administrator at the first organization, logged in and set up.
  let admin: UserClient
  let adminID: UserID
  /// The role of the administrator, which is the server's own.
  let role: RoleID
  let leavings: LiveLeavings

  /// Gives a stage for as long as a piece of work takes, and leaves nothing of it.
  static func with(_ plan: Plan = Plan(), _ body: (LiveStage) async throws -> Void) async throws {
    try await LiveTarget.with(plan.features) { target in
      let leavings = LiveLeavings()
      do {
        try await body(try await LiveStage(target, plan, leavings))
      } catch {
        // The failure of the work is the one that matters.
        try? await leavings.remove()
        throw error
      }
      try await leavings.remove()
    }
  }

  private init(_ target: LiveTarget, _ plan: Plan, _ leavings: LiveLeavings) async throws {
    self.target = target
    self.leavings = leavings
    let mark = Self.freshMark()
    self.mark = mark
    let root = try UserClient(server: target.address, timeout: LiveTarget.patience)
    leavings.add { await root.shutdown() }
    try await root.authenticate(username: target.username, password: target.password)
    self.root = root
    var organizations: [OrganizationID] = []
    for (name, key) in zip(["noord", "oost"], plan.publicKeys) {
      let made = try await root.organization.create(
        name: "\(name) \(mark)", address1: "Street 1", address2: "", zipcode: "1000", country: "NL \(mark)",
        domain: "\(name).test", publicKey: key.isEmpty ? nil : key)
      leavings.add { try await root.organization.delete(made.id, deleteDependents: true) }
      organizations.append(made.id)
    }
    self.organizations = organizations
    let collaboration = try await root.collaboration.create(
      name: "study group \(mark)", organizations: organizations, encrypted: plan.isEncrypted
    ).id
    leavings.add { try await root.collaboration.delete(collaboration, deleteDependents: true) }
    self.collaboration = collaboration
    var nodes: [Wire.NewNode] = []
    for (number, organization) in organizations.enumerated() {
      nodes.append(
        try await root.node.create(
          collaboration: collaboration, organization: organization, name: "n\(number) \(mark)"))
    }
    self.nodes = nodes
    role = try #require(try await root.role.list(name: "Collaboration Admin").data.first?.id)
    let user = try await root.user.create(
      username: "admin-\(mark)", firstname: "Ada", lastname: "L", password: Self.password,
      email: "admin-\(mark)@example.test", organization: organizations[0], roles: [role])
    adminID = user.id
    let admin = try UserClient(server: target.address, timeout: LiveTarget.patience)
    leavings.add { await admin.shutdown() }
    try await admin.authenticate(username: "admin-\(mark)", password: Self.password)
    try await admin.setupCollaboration(collaboration)
    self.admin = admin
  }

  private static func freshMark() -> String {
    // A letter in front: a name that is a number is refused.
    "x" + String(UInt64.random(in: 0x1000_0000_0000...0xFFFF_FFFF_FFFF), radix: 16)
  }
}
