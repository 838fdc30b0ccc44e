import HTTPTypes
import HummingbirdTesting
import Logging
import PolderCore
import PolderSQL
import PolderServer
import PolderService
import PolderTesting
import Synchronization
import Testing

struct ServerAuditTests {
  private func entries(_ house: ServerHouse, _ operation: String? = nil) async throws -> [AuditEntry] {
    await house.parts.audit.flush()
    return try await house.database.read { sql in
      var filter = AuditFilter()
      filter.operation = operation
      return try AuditLog.newest(1_000, filter, sql)
    }
  }

  @Test("a login is told with the user it was, a failed one without a name or a password")
  func logins() async throws {
    let house = try await ServerHouse()
    _ = try await house.logIn()
    _ = try await house.logIn("root", "hunter2-wrong")
    _ = try await house.logIn("hunter2-name", "hunter2-wrong")
    let told = try await entries(house, "LogIn")
    #expect(told.map(\.record.principal) == ["user:1", nil])
    #expect(told.map(\.record.outcome) == [.done, .refused(401, "login-failed")])
    #expect(told.map(\.record.count) == [1, 2])
    #expect(!told.map(\.line).joined().contains("hunter2"))
  }

  @Test("a change is told with its rule, its object and its caller's organization; the chain holds")
  func changes() async throws {
    let house = try await ServerHouse()
    let token = house.token(user: UserID(1))
    let made = try await house.call(.post, "/organization", ["name": "alpha"], token: token)
    #expect(made.status == .created)
    let entry = try #require(try await entries(house, "CreateOrganization").first)
    let id = try #require(made.json?["id"]?.integer)
    #expect(entry.record.object == "organization/\(id)" && entry.record.principal == "user:1")
    #expect(entry.record.reason.contains("organization") && entry.record.outcome == .done)
    #expect(try await house.database.read { try AuditLog.verify($0).isWhole })
  }

  @Test("the same read within one period is one entry with a count, another one is another")
  func reads() async throws {
    let house = try await ServerHouse()
    let token = house.token(user: UserID(1))
    for _ in 0..<5 { _ = try await house.call(.get, "/organization", token: token) }
    _ = try await house.call(.get, "/user/1", token: token)
    let told = try await entries(house)
    #expect(
      told.map { "\($0.record.operation) \($0.record.object) \($0.record.count)" } == [
        "ListOrganizations organization 5", "GetUser user/1 1",
      ])
  }

  @Test("refusals are told: no token, no permission, somebody else's")
  func refusals() async throws {
    let house = try await ServerHouse()
    let alpha = try await house.organization("alpha")
    let user = try await house.user("u", of: alpha)
    _ = try await house.call(.get, "/user/1")
    _ = try await house.call(.get, "/user/1", token: house.token(user: user))
    let told = try await entries(house, "GetUser")
    #expect(told.map(\.record.outcome) == [.refused(401, "token-missing"), .refused(401, "permission-lacking")])
    #expect(told.map(\.record.principal) == [nil, "user:\(user)"])
    #expect(told.map(\.record.organization) == [nil, alpha.rawValue])
  }

  @Test("a replaced public key stays known by its fingerprint, deviation 37")
  func fingerprints() async throws {
    let house = try await ServerHouse()
    let alpha = try await house.organization("alpha")
    let admin = try await house.user("admin", of: alpha, role: DefaultRole.organizationAdmin.name)
    let token = house.token(user: admin)
    for _ in 0..<2 {
      let key: JSONValue = ["public_key": .string(Base64.encode(KeySamples.rsa2048.utf8))]
      #expect(try await house.call(.patch, "/organization/\(alpha)", key, token: token).status == .ok)
    }
    let other: JSONValue = ["public_key": .string(Base64.encode((KeySamples.rsa2048 + "\n").utf8))]
    #expect(try await house.call(.patch, "/organization/\(alpha)", other, token: token).status == .ok)
    let told = try await entries(house, "UpdateOrganization").map(\.record.details)
    let first = try #require(told.first?["public_key"])
    #expect(first.utf8.count == 64)
    #expect(told.map { $0["former_public_key"] } == [nil, nil, first])
    #expect(told.last?["public_key"] != first)
  }

  @Test("no secret, input, result or token that passes through stands in the log")
  func noSecrets() async throws {
    let house = try await ServerHouse()
    let login = try await house.logIn()
    let token = try #require(login.json?["access_token"]?.string)
    let alpha = try await house.organization("alpha")
    _ = try await house.call(
      .post, "/user",
      [
        "username": "carol", "password": "S3cret-password!", "email": "carol@example.org",
        "organization_id": .integer(alpha.rawValue),
      ], token: token)
    _ = try await house.call(.post, "/task", ["name": "s3cret", "input": "s3cret"], token: token)
    let text = try await entries(house).map(\.line).joined()
    for secret in ["S3cret-password!", "s3cret", "carol@", token] { #expect(!text.contains(secret)) }
  }

  @Test("where reads are not asked for, changes and refusals are still told")
  func withoutReads() async throws {
    let house = try await ServerHouse { $0.auditsReads = false }
    _ = try await house.logIn()
    _ = try await house.call(.get, "/organization", token: house.token(user: UserID(1)))
    _ = try await house.call(.get, "/organization")
    #expect(try await entries(house).map(\.record.operation) == ["LogIn", "ListOrganizations"])
  }

  @Test("a full queue makes who reads wait for the log and loses nothing")
  func fullQueue() async throws {
    let house = try await ServerHouse()
    let logger = Logger(label: "queue") { _ in SwiftLogNoOpLogHandler() }
    let queue = AuditQueue(database: house.database, limit: 10, logger: logger)
    await withTaskGroup(of: Void.self) { group in
      for index in 0..<200 {
        group.addTask {
          await queue.take(
            AuditRecord(time: house.clock.now, principal: "user:1", operation: "GetTask", object: "task/\(index)"))
        }
      }
    }
    await queue.flush()
    #expect(try await entries(house, "GetTask").count == 200)
    #expect(queue.counts.waiting == 0)
  }

  @Test("what could not be written waits; what does not fit is told as a number, so that the gap is known")
  func databaseGone() async throws {
    let house = try await ServerHouse()
    let queue = AuditQueue(
      database: house.database, limit: 5, logger: Logger(label: "queue") { _ in SwiftLogNoOpLogHandler() })
    try await house.database.write { try $0.execute("UPDATE polder_audit_head SET id = 2") }
    for index in 0..<30 {
      await queue.take(
        AuditRecord(time: house.clock.now, principal: "user:1", operation: "GetTask", object: "task/\(index)"))
    }
    #expect(queue.counts.waiting == 10)
    try await house.database.write { try $0.execute("UPDATE polder_audit_head SET id = 1") }
    await queue.flush()
    #expect(try await entries(house, "GetTask").count == 10)
    let gap = try #require(try await entries(house, "LoseAuditRecords").first)
    #expect(gap.record.count == 20 && gap.record.outcome == .failed)
  }

  @Test("refusals that differ in what was asked for are entries of their own, the very same is counted")
  func differentDetails() async throws {
    let house = try await ServerHouse()
    for collaboration in ["1", "2", "2"] {
      await house.parts.audit.take(
        AuditRecord(
          time: house.clock.now, principal: "user:1", operation: "CreateTask", object: "task",
          outcome: .refused(401, "permission-lacking"), details: ["collaboration_id": collaboration]))
    }
    let told = try await entries(house, "CreateTask").map(\.record)
    #expect(told.map { $0.details["collaboration_id"] } == ["1", "2"])
    #expect(told.map(\.count) == [1, 2])
  }

  @Test("entries whose commit is of unknown fate are not written twice, and the log says that they may be missing")
  func unknownFate() async throws {
    let house = try await ServerHouse()
    let database = StagedDatabase(house.database)
    let queue = AuditQueue(
      database: database, logger: Logger(label: "queue") { _ in SwiftLogNoOpLogHandler() })
    func take(_ object: String) async {
      await queue.take(AuditRecord(time: house.clock.now, principal: "user:1", operation: "GetTask", object: object))
    }
    await take("task/1")
    await take("task/2")
    database.loseNextCommit()
    await queue.flush()
    await take("task/3")
    await queue.flush()
    #expect(try await entries(house, "GetTask").map(\.record.object) == ["task/1", "task/2", "task/3"])
    let doubt = try #require(try await entries(house, "LoseAuditRecords").first)
    #expect(doubt.record.count == 2 && doubt.record.outcome == .failed && doubt.record.reason.contains("may be there"))
  }
}

extension ServerAuditTests {
  private func settings(_ fixture: ServerDatabaseFixture) -> ServerSettings {
    var settings = ServerSettings()
    (settings.databaseURI, settings.dataFolder) = (fixture.uri, fixture.folder)
    return settings
  }

  private func append(_ objects: [String], _ fixture: ServerDatabaseFixture) async throws {
    let records = objects.map { object in
      AuditRecord(time: ServerDatabaseFixture.now, operation: "GetTask", object: object)
    }
    try await fixture.database.write { _ = try AuditLog.append(records, $0) }
  }

  @Test("a cut removes no entry that the export does not hold, though it is as old as the others")
  func cutAfterExport() async throws {
    let fixture = try await ServerDatabaseFixture.ready()
    try await append(["task/1", "task/2"], fixture)
    let audit = try await AuditBook(settings(fixture)) { ServerDatabaseFixture.now }
    let exported = Mutex<[AuditEntry]>([])
    let head = try await audit.export { entry in exported.withLock { $0.append(entry) } }
    #expect(exported.withLock { $0.last?.head } == head)
    try await append(["task/3"], fixture)
    let cut = try await audit.cut(
      before: ServerDatabaseFixture.now + .seconds(1), through: head, approvedBy: "Grace")
    #expect(cut?.through == head)
    #expect(try await audit.newest(10).map(\.record.operation) == ["GetTask", "CutAuditLog"])
    #expect(try await audit.verify(remembered: head).isWhole)
    try audit.close()
  }

  @Test("a log that is not the one that was exported is not cut")
  func cutOfAnother() async throws {
    let fixture = try await ServerDatabaseFixture.ready()
    try await append(["task/1", "task/2"], fixture)
    let audit = try await AuditBook(settings(fixture))
    let other = AuditHead(number: 1, hash: AuditHead.start.hash)
    let error = await #expect(throws: PolderError.self) {
      try await audit.cut(before: ServerDatabaseFixture.now + .seconds(1), through: other, approvedBy: "Grace")
    }
    #expect(error?.code == .auditNotWhole)
    #expect(try await audit.newest(10).count == 2)
    try audit.close()
  }

  @Test("whoever works on the whole log is not held to the time that a server gives a statement")
  func noTimeLimit() async throws {
    let fixture = try await ServerDatabaseFixture.ready()
    let audit = try await AuditBook(settings(fixture))
    let database = try await fixture.address.open(for: "polder audit")
    // SQLite gives no statement up.
    if TestPostgres.isChosen {
      let limit = try await database.read { try $0.first("SHOW statement_timeout")?.text(0) }
      let names = try await database.read { sql in
        try sql.first(
          """
          SELECT COUNT(*) FROM pg_stat_activity \
          WHERE application_name = 'polder audit' AND datname = current_database()
          """)?.int(0)
      }
      #expect(limit == "0" && names == 2)
    }
    try audit.close()
    try database.close()
  }
}
