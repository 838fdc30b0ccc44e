import PolderCore
import PolderService
import Testing

struct AuditTextTests {
  private func entry(_ change: (inout AuditRecord) -> Void = { _ in }) -> AuditEntry {
    var record = AuditSamples.record(1)
    change(&record)
    return AuditEntry(record, after: .start)
  }

  @Test("a row shows each field under its title")
  func row() {
    #expect(
      AuditColumn.allCases.map(\.title) == [
        "NUMBER", "TIME (UTC)", "WHO", "FROM", "OPERATION", "OBJECT", "OUTCOME", "BECAUSE", "DETAILS",
      ])
    let shown = entry { $0.details = ["method": "mean", "image": "m"] }
    #expect(
      AuditColumn.allCases.map { $0.text(shown) } == [
        "1", shown.record.time.wireText, "user:1", "10.0.0.1", "ListRuns", "task/1", "done ×2", "task|global|create",
        "image=m method=mean",
      ])
  }

  @Test("what is missing is a dash")
  func missing() {
    let shown = entry {
      ($0.principal, $0.address, $0.reason, $0.details, $0.count) = (nil, nil, "", [:], 1)
    }
    #expect([AuditColumn.who, .from, .because, .details].map { $0.text(shown) } == ["-", "-", "-", "-"])
    #expect(AuditColumn.outcome.text(shown) == "done")
  }

  @Test("words of a stranger move no cursor and break no line")
  func plain() {
    let shown = entry { $0.details = ["image": "a\u{1b}[2J\nb\u{202e}c\u{2028}d\u{9b}e"] }
    #expect(AuditColumn.details.text(shown) == "image=a\u{FFFD}[2J\u{FFFD}b\u{FFFD}c\u{FFFD}d\u{FFFD}e")
  }

  @Test("a verdict as text and as JSON: whole")
  func whole() {
    let log = AuditSamples.log(3)
    let verdict = AuditSamples.verdict(log)
    #expect(verdict.text == "The audit log is whole: 3 entries.\nhead \(verdict.head)")
    #expect(verdict.json["whole"] == true && verdict.json["entries"] == 3 && verdict.json["first"] == 1)
    #expect(verdict.json["head"]?.string == verdict.head.description && verdict.json["findings"] == [])
  }

  @Test("a verdict as text and as JSON: not whole, with each finding")
  func broken() {
    var log = AuditSamples.log(5)
    log[1] = log[1].changed { $0.object = "task/9" }
    log.remove(at: 3)
    let verdict = AuditSamples.verdict(log)
    let lines = verdict.text.split(separator: "\n")
    #expect(lines.count == verdict.findings.count + 2)
    #expect(lines.contains("Entry 2 was changed: its content does not give its hash."))
    #expect(lines.contains("Entry 4 was removed."))
    #expect(lines.suffix(2).first == "The audit log is not what was written.")
    #expect(verdict.json["whole"] == false && verdict.json["finding_count"] == .integer(Int64(verdict.findingCount)))
    #expect(verdict.json["findings"]?.array?.count == verdict.findings.count)
  }
}
