import PolderCore
import PolderHTTP
import PolderPassword
import PolderSQL

/// Makes a user.
struct CreateUserHandler: Handler {
  typealias Op = CreateUser
  static let mode = TransactionMode.write

  let context: ServerContext
  let links: Links

  /// Where the user belongs, what it may do, and the hash of its password.
  struct Loaded {
    let organization: OrganizationID?
    let roles: [RoleRecord]
    let rules: [RuleRecord]
    let passwordHash: String
  }

  /// Hashing takes long, so who may not is refused before; the transaction judges it again. Names are looked at there
  /// alone: a request that is sent again finds its own.
  func prepare(_ call: Call<Op>) async throws -> String {
    if let claims = call.request.claims {
      try await context.database.read { sql in
        let caller = call.by(try PrincipalLoader.load(claims, sql))
        let (facts, _) = try judged(caller, "", sql)
        _ = try Authorizer.authorize(Op.access, principal: caller.principal, facts: facts)
      }
    }
    return try await context.passwords.hashForRequest(call.body.password, cost: context.passwordCost)
  }

  func gather(_ call: Call<Op>, _ prepared: String, _ tx: Unit) throws -> (facts: Facts, loaded: Loaded) {
    if try UserRepository.wasGiven(username: call.body.username, tx.sql) { throw Self.taken("username") }
    if try UserRepository.exists(email: call.body.email, tx.sql) { throw Self.taken("email") }
    return try judged(call, prepared, tx.sql)
  }

  private func judged(_ call: Call<Op>, _ hash: String, _ sql: Transaction) throws -> (facts: Facts, loaded: Loaded) {
    let body = call.body
    let principal = try call.requirePrincipal()
    let organization = body.organizationID ?? principal.organization
    if let organization, organization != principal.organization, principal.rules.has(.user, .global, .create),
      try OrganizationRepository.existing([organization], sql).isEmpty
    {
      throw RequestRefusal(404, "Organization does not exist.")
    }
    let roles = try RoleRepository.find(distinct(body.roles), sql)
    let rulesOfRoles = try RuleRepository.find(ofRoles: roles.map(\.id), sql)
    let rules = try RuleRepository.find(distinct(body.rules), sql)
    let handedOut = roles.flatMap { rulesOfRoles[$0.id] ?? [] } + rules
    // A rule that this program does not know can be handed out by nobody.
    guard handedOut.allSatisfy({ $0.key != nil }) else {
      throw RequestRefusal(401, "One of the rules is of another version and can not be handed out.")
    }
    return (
      Facts(organization: organization, handedOut: handedOut.compactMap(\.key)),
      Loaded(organization: organization, roles: roles, rules: rules, passwordHash: hash)
    )
  }

  func perform(_ call: Call<Op>, _ loaded: Loaded, _ grant: Grant, _ tx: Unit) throws -> Outcome<Op.Reply> {
    guard let organization = loaded.organization else {
      throw RequestRefusal(400, "You belong to no organization yourself: name one with 'organization_id'.")
    }
    guard loaded.roles.allSatisfy({ $0.organization == nil || $0.organization == organization }) else {
      throw RequestRefusal(
        401, "You can't assign that role as the role belongs to a different organization than the user.",
        code: "permission-lacking")
    }
    let record = try UniqueNames.claim(Self.taken("username")) {
      try UserRepository.insert(
        call.body, passwordHash: loaded.passwordHash, organization: organization, roles: loaded.roles.map(\.id),
        rules: loaded.rules.map(\.id), now: tx.now, tx.sql)
    }
    return Outcome(record.wire(links))
  }

  private static func taken(_ field: String) -> RequestRefusal { RequestRefusal(400, "\(field) already exists.") }

  private func distinct<Entity>(_ ids: [ID<Entity>]?) -> [ID<Entity>] { Set(ids ?? []).sorted() }
}
