import PolderCore
import PolderService
import Testing

@testable import PolderNode

@Suite("how long a node's audit log is kept", .timeLimit(.minutes(10)))
struct NodeAuditRetentionTests {
  private func fill(_ fixture: AuditFixture) async throws {
    try await fixture.writing {
      for day in 0..<10 {
        fixture.clock.change { $0 = noon + .seconds(day * 86_400) }
        let run = AuditedRun(.sample(run: Int64(day + 1)), server: "http://a/api")
        try await fixture.log.record(.run(run, .started))
      }
    }
  }

  @Test("what is older goes, an entry says by which line, and the rest proves itself")
  func cut() async throws {
    let fixture = try await AuditFixture()
    try await fill(fixture)
    await fixture.log.removeOld(keepDays: 4)
    let records = try await fixture.records()
    let left = records.filter { $0.operation == "StartRun" }.map(\.object)
    #expect(left == ["run/6", "run/7", "run/8", "run/9", "run/10"])
    #expect(records.last?.operation == "CutAuditLog")
    #expect(records.last?.details["approved_by"] == "audit.keep_days: 4")
    let verdict = try await fixture.log.book.verify()
    #expect(verdict.isWhole && verdict.first == 6)
    await fixture.log.removeOld(keepDays: 4)
    #expect(try await fixture.records().count == records.count, "there is nothing more to remove")
    try fixture.log.close()
  }

  @Test("of a log that somebody changed nothing is removed")
  func notWhole() async throws {
    let fixture = try await AuditFixture()
    try await fill(fixture)
    try fixture.sql("UPDATE polder_audit SET principal = 'user:9' WHERE number = 2")
    await fixture.log.removeOld(keepDays: 4)
    #expect(try await fixture.records().count == 10)
    try fixture.log.close()
  }

  @Test("the key is read, and a time that makes no sense or is misspelt is refused")
  func key() throws {
    let text = """
      api_key: \(goodKey)
      server_url: http://a
      task_dir: /srv/tasks
      audit:
      """
    #expect(try configuration(text + " {keep_days: 365}").audit.keepDays == 365)
    let plain = try configuration(text + "\n")
    #expect(plain.audit.keepDays == nil && plain.audit.source == "node.yaml")
    #expect(plain.audit.digest == AuditHash.text(of: Array((text + "\n").utf8)))
    #expect(throws: PolderError.self) { try configuration(text + " {keep_days: 0}") }
    #expect(throws: PolderError.self) { try configuration(text + " {keep_day: 5}") }
  }
}
