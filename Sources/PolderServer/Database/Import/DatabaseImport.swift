package import PolderCore
package import PolderPassword
package import PolderSQL
import PolderService

/// Puts what a file asks for into a database, all in one transaction.
package struct DatabaseImport {
  /// How many rows were made.
  package struct Report: Sendable, Hashable {
    /// Organizations.
    package var organizations = 0
    /// Users.
    package var users = 0
    /// Collaborations.
    package var collaborations = 0
    /// Nodes.
    package var nodes = 0
    /// Tasks.
    package var tasks = 0
  }

  private let plan: ImportPlan
  private let hashes: [String: String]
  private let now: Timestamp
  private let sql: Transaction
  private var report = Report()
  private var organizations: [String: OrganizationID] = [:]

  private init(_ plan: ImportPlan, _ hashes: [String: String], _ now: Timestamp, _ sql: Transaction) {
    self.plan = plan
    self.hashes = hashes
    self.now = now
    self.sql = sql
  }

  /// Imports a plan; `dropping` removes everything first that the incumbent knows.
  package static func run(
    _ plan: ImportPlan, into database: any Database, dropping: Bool, passwords: Passwords, now: Timestamp
  ) async throws -> Report {
    var hashes: [String: String] = [:]
    for password in plan.organizations.flatMap(\.users).map(\.password) where hashes[password] == nil {
      hashes[password] = try await passwords.hash(password)
    }
    for key in plan.collaborations.flatMap(\.participants).map(\.key) where hashes[key] == nil {
      hashes[key] = try await passwords.hash(key, cost: Passwords.keyCost)
    }
    let all = hashes
    do {
      return try await database.write { sql in
        var work = DatabaseImport(plan, all, now, sql)
        return try work.run(dropping: dropping)
      }
    } catch let error as SQLError where error.isUniqueViolation {
      throw PolderError(
        .importRefused, "A name of the file is taken already: of a user, an organization, a collaboration or a node.",
        nextStep: "Change the name in the file; nothing was imported. `--drop-all` removes what is there.", cause: error
      )
    }
  }

  /// The same for the database at an address.
  package static func run(
    _ plan: ImportPlan, at address: DatabaseAddress, dropping: Bool, passwords: Passwords, now: Timestamp
  ) async throws -> Report {
    let database = try await address.open(for: "polder import")
    do {
      let report = try await run(plan, into: database, dropping: dropping, passwords: passwords, now: now)
      try database.close()
      return report
    } catch {
      try? database.close()  // The error that ended the import tells more than a failure to close.
      if let error = error as? SQLError { throw PolderError(error, database: "\(address)") }
      throw error
    }
  }

  private mutating func run(dropping: Bool) throws -> Report {
    try ServerSchema.migrator.migrate(sql)
    try ServerSchema.complete(sql)
    if dropping {
      // Numbers that were given stay given.
      for table in ServerSchema.tables.reversed() { try sql.execute("DELETE FROM \(identifier: table.name)") }
    }
    let rules = try RuleSeeding.synchronize(sql)
    try RoleSeeding.synchronize(rules: rules, sql)
    for organization in plan.organizations { try add(organization, rules.values.sorted()) }
    for collaboration in plan.collaborations { try add(collaboration) }
    try AuditLog.append([record(dropping)], sql)
    return report
  }

  private func record(_ dropping: Bool) -> AuditRecord {
    let details = [
      "collaborations": String(report.collaborations), "dropped": String(dropping), "nodes": String(report.nodes),
      "organizations": String(report.organizations), "tasks": String(report.tasks), "users": String(report.users),
    ]
    return AuditRecord(
      time: now, operation: "ImportDatabase", object: "database", reason: "imported by the operator", details: details)
  }

  private mutating func add(_ organization: ImportPlan.Organization, _ rules: [Int64]) throws {
    let id = try IDAllocator.next(.organization, sql)
    try sql.execute(
      """
      INSERT INTO organization (id, name, domain, address1, address2, zipcode, country, _public_key) \
      VALUES (\(id), \(organization.name), \(organization.domain), \(organization.address1), \
      \(organization.address2), \(organization.zipcode), \(organization.country), \(organization.publicKey))
      """)
    organizations[organization.name] = OrganizationID(id)
    report.organizations += 1
    let role = try IDAllocator.next(.role, sql)
    try sql.execute(
      """
      INSERT INTO role (id, name, description, organization_id, is_default_role) \
      VALUES (\(role), 'super', 'Super user', \(id), \(false))
      """)
    let ties = rules.map { [SQLValue.integer(role), .integer($0)] }
    try sql.execute("INSERT INTO role_rule_association (role_id, rule_id) VALUES \(rows: ties)")
    for user in organization.users { try add(user, of: id, role: role) }
  }

  private mutating func add(_ user: ImportPlan.User, of organization: Int64, role: Int64) throws {
    let id = try PrincipalRows.create(.user, now: now, sql)
    try sql.execute(
      """
      INSERT INTO "user" (id, username, password, firstname, lastname, email, organization_id, failed_login_attempts) \
      VALUES (\(id), \(user.username), \(hashes[user.password]), \(user.firstname), \(user.lastname), \(user.email), \
      \(organization), 0)
      """)
    try sql.execute("INSERT INTO \"Permission\" (role_id, user_id) VALUES (\(role), \(id))")
    report.users += 1
  }

  private mutating func add(_ collaboration: ImportPlan.Collaboration) throws {
    let id = try IDAllocator.next(.collaboration, sql)
    try sql.execute(
      """
      INSERT INTO collaboration (id, name, encrypted) VALUES (\(id), \(collaboration.name), \(collaboration.isEncrypted))
      """)
    report.collaborations += 1
    let members = try collaboration.participants.map { participant in
      let organization = try find(participant.name)
      try sql.execute(
        "INSERT INTO \"Member\" (organization_id, collaboration_id) VALUES (\(organization), \(id))")
      try addNode(participant, organization, collaboration.name, id)
      return organization
    }
    for image in collaboration.images { try addTask(image, id, members) }
  }

  private mutating func addNode(
    _ participant: ImportPlan.Participant, _ organization: OrganizationID, _ name: String, _ collaboration: Int64
  ) throws {
    let id = try PrincipalRows.create(.node, now: now, sql)
    try sql.execute(
      """
      INSERT INTO node (id, name, api_key, organization_id, collaboration_id) \
      VALUES (\(id), \("\(participant.name) - \(name) Node"), \(hashes[participant.key]), \(organization), \
      \(collaboration))
      """)
    report.nodes += 1
  }

  private mutating func addTask(_ image: String, _ collaboration: Int64, _ members: [OrganizationID]) throws {
    guard let first = members.first else { return }
    let (id, job) = (try IDAllocator.next(.task, sql), try IDAllocator.next(.job, sql))
    let user = try sql.first("SELECT MIN(id) FROM \"user\"")?.optionalInt64(0)
    try sql.execute(
      """
      INSERT INTO task (id, name, image, collaboration_id, job_id, init_org_id, init_user_id, created_at) \
      VALUES (\(id), 'Example task', \(image), \(collaboration), \(job), \(first), \(user), \(now))
      """)
    // What the incumbent's examples are asked with: {"a": "b"}.
    try RunRepository.insert(members.map { ($0, "eyJhIjogImIifQ==") }, of: TaskID(id), now: now, sql)
    report.tasks += 1
  }

  private func find(_ name: String) throws -> OrganizationID {
    if let known = organizations[name] { return known }
    let row = try sql.first("SELECT id FROM organization WHERE name = \(name)")
    guard let row else {
      throw PolderError(
        .importRefused, "A collaboration of the file names an organization that is not there.", object: name,
        nextStep: "Add the organization to the file, or correct its name; nothing was imported.")
    }
    return try row.id(0)
  }
}

extension PolderError.Code {
  /// What a file asks for can not be imported.
  package static let importRefused: Self = "server-import-refused"
}
