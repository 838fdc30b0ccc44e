import PolderCore
import PolderHTTP
import PolderPassword
import PolderSQL

/// Makes a node and its key, which is shown this once.
struct CreateNodeHandler: Handler {
  typealias Op = CreateNode
  static let mode = TransactionMode.write
  /// The reply holds the key.
  static var keepsReply: Bool { false }

  /// A key and its bcrypt hash.
  struct Prepared: Sendable {
    let key: String
    let hash: String
  }

  let context: ServerContext
  let links: Links

  func prepare(_ call: Call<Op>) async throws -> Prepared {
    let key = RandomUUID.make()
    return Prepared(
      key: key, hash: try await context.passwords.hashForRequest(key, cost: Passwords.keyCost))
  }

  /// Where the node is to be, and its key.
  struct Loaded {
    let organization: OrganizationRecord
    let collaboration: CollaborationRecord
    let key: Prepared
  }

  func gather(_ call: Call<Op>, _ prepared: Prepared, _ tx: Unit) throws -> (facts: Facts, loaded: Loaded) {
    let id = call.body.collaborationID
    guard let collaboration = try CollaborationRepository.find(id, tx.sql) else {
      throw RequestRefusal(404, "collaboration id=\(id) does not exist")
    }
    let named = try call.body.organizationID ?? call.requirePrincipal().organization
    guard let named, let organization = try OrganizationRepository.find(named, tx.sql) else {
      throw RequestRefusal(404, "organization id=\(named?.description ?? "None") does not exist")
    }
    return (
      Facts(organization: organization.id, collaboration: collaboration.id),
      Loaded(organization: organization, collaboration: collaboration, key: prepared)
    )
  }

  func perform(_ call: Call<Op>, _ loaded: Loaded, _ grant: Grant, _ tx: Unit) throws -> Outcome<Op.Reply> {
    let (organization, collaboration) = (loaded.organization.id, loaded.collaboration.id)
    guard try OrganizationRepository.members(of: collaboration, tx.sql).contains(organization) else {
      throw RequestRefusal(
        400, "The organization id=\(organization) is not part of collabotation id=\(collaboration). Add it first!")
    }
    guard try NodeRepository.find(of: [organization], in: collaboration, tx.sql).isEmpty else {
      throw RequestRefusal(
        400, "Organization id=\(organization) already has a node for collaboration id=\(collaboration)")
    }
    let name = call.body.name ?? "\(loaded.organization.name ?? "") - \(loaded.collaboration.name ?? "") Node"
    let taken = RequestRefusal(400, "Node with name '\(name)' already exists!")
    if try NodeRepository.exists(name: name, tx.sql) { throw taken }
    let node = try UniqueNames.claim(taken) {
      try NodeRepository.insert(
        name: name, keyHash: loaded.key.hash, organization: organization, collaboration: collaboration, now: tx.now,
        tx.sql)
    }
    if try call.requirePrincipal().organization == organization {
      // Who registers a node for one's own organization agrees to take part (deviation 34).
      try MembershipRepository.confirm(organization, in: collaboration, tx.sql)
    }
    try context.nodeKeys.remember(loaded.key.key, of: node.id, text: loaded.key.hash, tx.sql)
    tx.afterCommit(context.roomsChanged)
    return Outcome(Wire.NewNode(node: node.wire(links, settings: []), apiKey: loaded.key.key))
  }
}
