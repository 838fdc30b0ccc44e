import PolderCore
import PolderHTTP
import PolderService
import PolderSQL

/// Changes a user. Who has more rights than the caller can not be taken over through it (deviations 13, 14, 26).
struct UpdateUserHandler: Handler {
  typealias Op = UpdateUser
  static let mode = TransactionMode.write

  /// The user as it was, and what it gets.
  struct Loaded {
    let old: UserRecord
    let record: UserRecord
    let oldRoles: [RoleRecord]
    let roles: [RoleRecord]?
    let rules: [RuleRecord]?

    var hasMoved: Bool { old.organization != record.organization }
    var hasNewEmail: Bool { old.email != record.email }
  }

  let context: ServerContext
  let links: Links

  func gather(_ call: Call<Op>, _ prepared: Void, _ tx: Unit) throws -> (facts: Facts, loaded: Loaded) {
    let (body, sql) = (call.body, tx.sql)
    guard let user = try UserRepository.find(call.path, sql) else {
      throw RequestRefusal(404, "user id=\(call.path) not found")
    }
    if body.password != nil { throw RequestRefusal(400, "You cannot change your password here!") }
    let principal = try call.requirePrincipal()
    let isSelf = principal.id == user.id
    var facts = Facts(organization: user.organization, subject: user.id)
    try Authorizer.require(Op.reach, of: principal, facts)
    var record = user
    try refuseOtherName(body.username, of: user, isSelf: isSelf, sql)
    record.firstname = body.firstname ?? user.firstname
    record.lastname = body.lastname ?? user.lastname
    if let email = body.email, email != user.email {
      if try UserRepository.exists(email: email, sql) { throw Self.takenEmail }
      record.email = email
      // Whoever gets the mail gets the account, so it takes every right that the account has (deviation 26).
      if !isSelf { facts.handedOut += try HandedOut.keys(ofUser: user.id, sql) }
    }
    if let organization = body.organizationID, organization != user.organization {
      try Authorizer.require(.atLeast(.global, .user, .edit), of: principal, facts)
      guard try !OrganizationRepository.existing([organization], sql).isEmpty else {
        throw RequestRefusal(404, "Organization does not exist.")
      }
      record.organization = organization
    }
    let oldRoles = try UserRepository.roles(of: user.id, sql)
    let roles = try body.roles.map { try newRoles($0, oldRoles, isSelf: isSelf, &facts, sql) }
    let rules = try body.rules.map { try newRules($0, of: user.id, isSelf: isSelf, &facts, sql) }
    return (facts, Loaded(old: user, record: record, oldRoles: oldRoles, roles: roles, rules: rules))
  }

  func perform(_ call: Call<Op>, _ loaded: Loaded, _ grant: Grant, _ tx: Unit) throws -> Outcome<Op.Reply> {
    let record = loaded.record
    var roles = loaded.roles
    let isForeign: (RoleRecord) -> Bool = { $0.organization != nil && $0.organization != record.organization }
    if let roles, roles.contains(where: isForeign) {
      throw RequestRefusal(
        401,
        "You can't assign that role to that user as the role belongs to a different organization than the user ",
        code: "permission-lacking")
    }
    // Roles of the organization that is left are left behind.
    if roles == nil, loaded.hasMoved { roles = loaded.oldRoles.filter { !isForeign($0) } }
    try UniqueNames.claim(Self.takenEmail) { try UserRepository.update(record, tx.sql) }
    if let roles { try UserRepository.set(roles: roles.map(\.id), of: record.id, tx.sql) }
    if let rules = loaded.rules { try UserRepository.set(rules: rules.map(\.id), of: record.id, tx.sql) }
    if loaded.hasMoved { try Credentials.revoke(record.id, now: tx.now, tx.sql) }
    if loaded.hasNewEmail {
      try RecoveryTokens.void(of: record.id, tx.sql)
      if let mail = context.mail {
        try mail.tellOfNewAddress(from: loaded.old, to: record, now: tx.now, tx.sql)
        tx.afterCommit(mail.wake)
      }
    }
    if loaded.hasMoved || roles != nil || loaded.rules != nil { tx.afterCommit(context.roomsChanged) }
    return Outcome(record.wire(links))
  }

  private static let takenEmail = RequestRefusal(400, "User with that email already exists.")

  private func refuseOtherName(
    _ username: String?, of user: UserRecord, isSelf: Bool, _ sql: Transaction
  ) throws {
    guard let username, username != user.username else { return }
    if try UserRepository.exists(username: username, sql) {
      throw RequestRefusal(400, "User with that username already exists")
    }
    throw RequestRefusal(
      400, isSelf ? "A username can not be changed." : "You cannot change the username of another user")
  }

  private func newRoles(
    _ ids: [RoleID], _ old: [RoleRecord], isSelf: Bool, _ facts: inout Facts, _ sql: Transaction
  ) throws -> [RoleRecord] {
    let roles = try RoleRepository.find(Set(ids).sorted(), sql)
    if let absent = ids.first(where: { id in !roles.contains { $0.id == id } }) {
      throw RequestRefusal(404, "Role=\(absent) can not be found!")
    }
    if isSelf { throw Self.ownRights("roles") }
    let removed = old.filter { role in !roles.contains { $0.id == role.id } }
    facts.handedOut += try HandedOut.keys(ofRoles: roles + removed, sql)
    return roles
  }

  private func newRules(
    _ ids: [RuleID], of user: UserID, isSelf: Bool, _ facts: inout Facts, _ sql: Transaction
  ) throws -> [RuleRecord] {
    let rules = try HandedOut.rules(ids, sql) { RequestRefusal(404, "Rule=\($0) can not be found!") }
    if isSelf { throw Self.ownRights("rules") }
    let removed = try UserRepository.rules(of: user, sql).filter { rule in !rules.contains { $0.id == rule.id } }
    facts.handedOut += try HandedOut.keys(rules + removed)
    return rules
  }

  private static func ownRights(_ what: String) -> RequestRefusal {
    RequestRefusal(401, "You can't changes your own \(what)!", code: "permission-lacking")
  }
}
