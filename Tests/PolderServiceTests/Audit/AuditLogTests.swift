import PolderCore
import PolderSQL
import PolderSQLite
import PolderService
import Testing

struct AuditLogTests {
  private func database(_ count: Int = 0) async throws -> SQLiteDatabase {
    let database = try SQLiteDatabase.inMemory()
    try await database.write { sql in
      for statement in AuditLog.tables(sql.dialect) { try sql.execute(statement) }
      if count > 0 { try AuditLog.append((0..<count).map(AuditSamples.record), sql) }
    }
    return database
  }

  private func findings(_ database: SQLiteDatabase, remembered: AuditHead? = nil) async throws -> [AuditFinding] {
    try await database.read { try AuditLog.verify(remembered: remembered, $0).findings }
  }

  @Test("entries read back as they were written, and the chain holds")
  func written() async throws {
    let database = try await database(250)
    let entries = try await database.read { sql in
      var entries: [AuditEntry] = []
      try AuditLog.forEach(.init(), sql) { entries.append($0) }
      return entries
    }
    #expect(entries == AuditSamples.log(250))
    let verdict = try await database.read { try AuditLog.verify($0) }
    #expect(verdict.isWhole && verdict.entries == 250)
  }

  @Test("many writers at once make one chain, and what is rolled back leaves no gap")
  func concurrent() async throws {
    let database = try await database()
    struct Stop: Error {}
    await withTaskGroup(of: Void.self) { group in
      for index in 0..<200 {
        group.addTask {
          _ = try? await database.write { sql in
            try AuditLog.append([AuditSamples.record(index % 20)], sql)
            if index % 4 == 0 { throw Stop() }
          }
        }
      }
    }
    let verdict = try await database.read { try AuditLog.verify($0) }
    #expect(verdict.isWhole && verdict.entries == 150 && verdict.head.number == 150)
  }

  @Test(
    "whatever somebody does to a row with SQL is found and named",
    arguments: [
      ("UPDATE polder_audit SET principal = 'user:9' WHERE number = 7", AuditFinding.changed(7)),
      ("UPDATE polder_audit SET at = at + 1 WHERE number = 7", .changed(7)),
      ("UPDATE polder_audit SET details = '{}' WHERE number = 7", .changed(7)),
      ("UPDATE polder_audit SET details = 'nonsense' WHERE number = 7", .changed(7)),
      ("UPDATE polder_audit SET outcome = 'perhaps' WHERE number = 7", .changed(7)),
      ("UPDATE polder_audit SET at = 'noon' WHERE number = 7", .changed(7)),
      ("UPDATE polder_audit SET hash = previous WHERE number = 7", .changed(7)),
      ("DELETE FROM polder_audit WHERE number = 7", .missing(7...7)),
      ("DELETE FROM polder_audit WHERE number > 7", .truncated(last: 7, expected: 20)),
      ("DELETE FROM polder_audit WHERE number < 7", .withoutBeginning(7)),
      ("DELETE FROM polder_audit", .truncated(last: 0, expected: 20)),
      ("UPDATE polder_audit_head SET number = 25", .truncated(last: 20, expected: 25)),
      ("UPDATE polder_audit_head SET number = 3", .headDiffers(20)),
    ])
  func tampered(statement: String, finding: AuditFinding) async throws {
    let database = try await database(20)
    try await database.write { try $0.execute(SQL(unchecked: statement)) }
    #expect(try await findings(database).contains(finding))
  }

  @Test("a tail that was removed together with the head is found by who remembers the head")
  func remembered() async throws {
    let database = try await database(20)
    let head = try await database.read { try AuditLog.head($0) }
    try await database.write { sql in
      let last = AuditSamples.log(12)[11].head
      try sql.execute("DELETE FROM polder_audit WHERE number > 12")
      try sql.execute("UPDATE polder_audit_head SET number = \(last.number), hash = \(last.hash)")
    }
    #expect(try await findings(database).isEmpty)
    #expect(try await findings(database, remembered: head) == [.truncated(last: 12, expected: 20)])
  }

  @Test("entries are found by time, principal, kind, operation and object")
  func filters() async throws {
    let database = try await database(20)
    func numbers(_ change: (inout AuditFilter) -> Void) async throws -> [Int64] {
      var filter = AuditFilter()
      change(&filter)
      let asked = filter
      return try await database.read { try AuditLog.newest(100, asked, $0).map(\.number) }
    }
    #expect(try await numbers { $0.principal = "user:4" } == [5])
    #expect(try await numbers { $0.principal = "node" } == [])
    #expect(try await numbers { $0.principal = "user" }.count == 13)
    #expect(try await numbers { $0.operation = "ListRuns" }.count == 10)
    #expect(try await numbers { $0.object = "task/3" } == [4])
    #expect(
      try await numbers {
        $0.since = AuditSamples.start + .seconds(5)
        $0.until = AuditSamples.start + .seconds(8)
      } == [6, 7, 8])
    let newest = try await database.read { try AuditLog.newest(2, .init(), $0).map(\.number) }
    #expect(newest == [19, 20])
  }

  @Test("a signed-off cut removes the beginning, says so, and leaves a whole log that goes on")
  func cut() async throws {
    let database = try await database(20)
    let moment = AuditSamples.start + .seconds(8)
    let head = AuditSamples.log(20)[19].head
    let last = try await database.read { try AuditLog.last(before: moment, through: head, $0) }
    let end = try #require(last)
    #expect(end == AuditSamples.log(20)[7].head)
    let cut = try await database.write { sql in
      try AuditLog.cut(through: end, approvedBy: "Grace", now: AuditSamples.start + .seconds(99), sql)
    }
    #expect(cut?.through == end)
    try await database.write { try AuditLog.append([AuditSamples.record(1)], $0) }
    let verdict = try await database.read { try AuditLog.verify($0) }
    #expect(verdict.isWhole && verdict.first == 9 && verdict.head.number == 22)
    let entry = try await database.read { sql in
      var filter = AuditFilter()
      filter.operation = AuditCut.operation
      return try AuditLog.newest(1, filter, sql).first
    }
    #expect(entry?.record.details["approved_by"] == "Grace" && entry?.record.details["entries"] == "8")
    let nothing = try await database.write { sql in
      try AuditLog.cut(through: end, approvedBy: "Grace", now: AuditSamples.start, sql)
    }
    #expect(nothing == nil)
    #expect(try await database.read { try AuditLog.last(before: moment, through: head, $0) } == nil)
  }

  @Test("a cut ends where the export did, whatever was written since, with an older time too")
  func bounded() async throws {
    let database = try await database(5)
    let head = try await database.read { try AuditLog.head($0) }
    try await database.write { try AuditLog.append((0..<3).map(AuditSamples.record), $0) }
    let late = AuditSamples.start + .seconds(1_000)
    #expect(try await database.read { try AuditLog.last(before: late, through: head, $0) } == head)
  }

  @Test("an entry that was changed since it was proved ends no cut, and nothing is removed")
  func changedMeanwhile() async throws {
    let database = try await database(5)
    let end = AuditSamples.log(5)[2].head
    try await database.write { try $0.execute("UPDATE polder_audit SET hash = previous WHERE number = 3") }
    let cut = try await database.write { sql in
      try AuditLog.cut(through: end, approvedBy: "Grace", now: AuditSamples.start, sql)
    }
    #expect(cut == nil)
    #expect(try await database.read { try AuditLog.newest(10, .init(), $0).count } == 5)
  }

  @Test("everything may be cut; the log then begins with the entry that says so")
  func cutAll() async throws {
    let database = try await database(5)
    let head = try await database.read { try AuditLog.head($0) }
    try await database.write { sql in
      _ = try AuditLog.cut(through: head, approvedBy: "Grace", now: AuditSamples.start, sql)
    }
    let verdict = try await database.read { try AuditLog.verify($0) }
    #expect(verdict.isWhole && verdict.entries == 1 && verdict.first == 6)
  }

  @Test("a log without its head takes no entry: nothing is done unaudited")
  func headIsGone() async throws {
    let database = try await database(2)
    try await database.write { try $0.execute("DELETE FROM polder_audit_head") }
    await #expect(throws: SQLError.self) {
      try await database.write { try AuditLog.append([AuditSamples.record(1)], $0) }
    }
  }
}
