import Foundation
import PolderCore
import PolderService
import Testing

@testable import PolderNode

@Suite("what somebody does to a node's audit log is found", .timeLimit(.minutes(10)))
struct NodeAuditTamperTests {
  /// A log of ten entries, closed.
  private func fixture() async throws -> AuditFixture {
    let fixture = try await AuditFixture()
    try await fixture.writing {
      for run in 1...10 as ClosedRange<Int64> {
        fixture.log.note(.run(AuditedRun(.sample(run: run), server: "http://a/api"), .started))
      }
    }
    try fixture.log.close()
    return fixture
  }

  private func verdict(_ fixture: AuditFixture, remembered: AuditHead? = nil) async throws -> AuditVerdict {
    let book = try await fixture.book()
    let verdict = try await book.verify(remembered: remembered)
    try book.close()
    return verdict
  }

  @Test(
    "an entry that was altered, removed or cut off is named",
    arguments: [
      ("UPDATE polder_audit SET principal = 'user:9' WHERE number = 7", AuditFinding.changed(7)),
      ("UPDATE polder_audit SET details = '{}' WHERE number = 7", .changed(7)),
      ("DELETE FROM polder_audit WHERE number = 7", .missing(7...7)),
      ("DELETE FROM polder_audit WHERE number < 3", .withoutBeginning(3)),
      ("DELETE FROM polder_audit WHERE number > 8", .truncated(last: 8, expected: 10)),
    ])
  func tampered(_ change: String, _ finding: AuditFinding) async throws {
    let fixture = try await fixture()
    #expect(try await verdict(fixture).isWhole)
    try fixture.sql(change)
    let verdict = try await verdict(fixture)
    #expect(!verdict.isWhole && verdict.findings.contains(finding))
  }

  @Test("an end that was cut off together with the kept head is found by a remembered one")
  func remembered() async throws {
    let fixture = try await fixture()
    let head = try await verdict(fixture).head
    let book = try await fixture.book()
    let eighth = try #require(try await book.newest(10).first { $0.number == 8 })
    try book.close()
    try fixture.sql("DELETE FROM polder_audit WHERE number > 8")
    try fixture.sql("UPDATE polder_audit_head SET number = 8, hash = '\(eighth.hash)'")
    #expect(try await verdict(fixture).isWhole)
    #expect(try await verdict(fixture, remembered: head).findings == [.truncated(last: 8, expected: 10)])
  }

  @Test("an export is proved by the same verifier, on any machine")
  func exported() async throws {
    let fixture = try await fixture()
    let book = try await fixture.book()
    let lines = Shared<[String]>([])
    let head = try await book.export { entry in lines.change { $0.append(entry.line) } }
    try book.close()
    try fixture.place.write(lines.value.map { $0 + "\n" }.joined(), to: "whole.jsonl")
    let path = fixture.place.path
    #expect(try AuditFile.verify(path: path + "/whole.jsonl", remembered: head).isWhole)
    let changed = lines.value.map { $0.replacing("user:11", with: "user:12") }
    try fixture.place.write(changed.map { $0 + "\n" }.joined(), to: "changed.jsonl")
    #expect(try AuditFile.verify(path: path + "/changed.jsonl").findings.first == .changed(1))
    try fixture.place.write(lines.value.dropLast().map { $0 + "\n" }.joined(), to: "short.jsonl")
    #expect(try AuditFile.verify(path: path + "/short.jsonl", remembered: head).isWhole == false)
  }

  @Test("a folder without a log, and a file without its tables, are told as such")
  func missing() async throws {
    let bench = try TestBench()
    #expect(await failure { try await AuditBook(bench.configuration()) }?.code == .auditMissing)
    let folder = try bench.place.folder("data")
    #expect(FileManager.default.createFile(atPath: folder + "/audit.sqlite", contents: nil))
    let error = await failure { try await AuditBook(bench.configuration()) }
    #expect(error?.code == .auditMissing && error?.nextStep?.contains("node") == true)
  }
}
