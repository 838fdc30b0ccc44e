import PolderCore
import PolderService
import Testing

struct AuditVerifierTests {
  private let log = AuditSamples.log(20)

  private func verdict(_ entries: [AuditEntry], remembered: AuditHead? = nil, kept: AuditHead? = nil) -> [AuditFinding]
  {
    AuditSamples.verdict(entries, remembered: remembered, kept: kept).findings
  }

  @Test("a whole log is whole, and says where it ends")
  func whole() {
    let verdict = AuditSamples.verdict(log, remembered: log[7].head, kept: log[19].head)
    #expect(verdict.isWhole && verdict.entries == 20 && verdict.first == 1 && verdict.head == log[19].head)
    #expect(AuditSamples.verdict([], kept: .start).isWhole)
  }

  @Test("one changed field of one entry is found and named, whichever field it is")
  func changed() {
    let changes: [(inout AuditRecord) -> Void] = [
      { $0.time = $0.time + .microseconds(1) }, { $0.principal = "user:999" }, { $0.organization = 7 },
      { $0.address = nil }, { $0.request = "other" }, { $0.operation = "DeleteTask" }, { $0.object = "task/999" },
      { $0.outcome = .failed }, { $0.reason = "" }, { $0.count += 1 }, { $0.details["fields"] = "name" },
    ]
    for change in changes {
      for index in [0, 7, 19] {
        var entries = log
        entries[index] = entries[index].changed(change)
        #expect(verdict(entries) == [.changed(Int64(index + 1))])
      }
    }
  }

  @Test("an entry that was changed with its hash made right again is found by the one behind it")
  func replaced() {
    var entries = log
    entries[9] = entries[9].changed(keepsHash: false) { $0.principal = "user:1" }
    #expect(verdict(entries) == [.replaced(10, follower: 11)])
    entries = log
    entries[19] = entries[19].changed(keepsHash: false) { $0.principal = "user:1" }
    #expect(verdict(entries, kept: log[19].head) == [.headDiffers(20)])
    #expect(verdict(entries, remembered: log[19].head) == [.otherHistory(20)])
  }

  @Test("removed entries are found and named")
  func removed() {
    var entries = log
    entries.remove(at: 4)
    #expect(verdict(entries) == [.missing(5...5)])
    entries.removeSubrange(9...12)
    #expect(verdict(entries) == [.missing(5...5), .missing(11...14)])
    #expect(verdict(Array(log.dropFirst(3))) == [.withoutBeginning(4)])
  }

  @Test("an entry that is put in is found, whether it takes a number twice or pushes the others on")
  func inserted() {
    var entries = log
    entries.insert(AuditEntry(AuditSamples.record(3), after: log[4].head), at: 6)
    #expect(verdict(entries) == [.inserted(6)])
    let forged = AuditEntry(AuditSamples.record(3), after: log[4].head)
    let pushed = log[5...].map {
      AuditEntry(number: $0.number + 1, record: $0.record, previous: $0.previous, hash: $0.hash)
    }
    #expect(verdict(log[...4] + [forged] + pushed).contains(.changed(7)))
  }

  @Test("entries in the wrong order are found and named")
  func reordered() {
    var entries = log
    entries.swapAt(6, 7)
    #expect(verdict(entries) == [.reordered(7)])
    entries = log
    let moved = entries.remove(at: 2)
    entries.insert(moved, at: 15)
    #expect(verdict(entries) == [.reordered(3)])
  }

  @Test("two entries whose numbers were exchanged are both found")
  func renumbered() {
    var entries = log
    let (left, right) = (log[6], log[7])
    entries[6] = AuditEntry(number: 7, record: right.record, previous: right.previous, hash: right.hash)
    entries[7] = AuditEntry(number: 8, record: left.record, previous: left.previous, hash: left.hash)
    #expect(verdict(entries).prefix(2) == [.changed(7), .changed(8)])
  }

  @Test("a tail that was cut off is found against the head that is kept, and against one that is remembered")
  func truncated() {
    let short = Array(log.prefix(15))
    #expect(verdict(short).isEmpty)
    #expect(verdict(short, kept: log[19].head) == [.truncated(last: 15, expected: 20)])
    #expect(verdict(short, remembered: log[17].head, kept: short[14].head) == [.truncated(last: 15, expected: 18)])
    #expect(verdict([], remembered: log[17].head, kept: .start) == [.truncated(last: 0, expected: 18)])
  }

  @Test("a log that was written anew from some entry on is found against a remembered head")
  func rewritten() {
    let forged = log.prefix(10) + AuditSamples.log(10, after: log[9].head).map { $0 }
    let other = log.prefix(9) + AuditSamples.log(11, after: log[8].head)
    #expect(verdict(Array(forged)).isEmpty && verdict(Array(other)).isEmpty)
    #expect(verdict(Array(other), remembered: log[14].head) == [.otherHistory(15)])
  }

  @Test("a beginning may be missing when a cut in the log says so, and only that beginning")
  func cut() {
    let cut = AuditCut(through: log[9].head, approvedBy: "Grace")
    let signed = log + [AuditEntry(cut.record(at: AuditSamples.start, first: 1, entries: 10), after: log[19].head)]
    #expect(verdict(Array(signed.dropFirst(10))).isEmpty)
    #expect(verdict(Array(signed.dropFirst(11))) == [.withoutBeginning(12)])
    #expect(AuditCut(signed[20].record) == cut)
    var forged = signed
    forged[20] = forged[20].changed { $0.details["through"] = log[10].head.description }
    #expect(verdict(Array(forged.dropFirst(11))).contains(.withoutBeginning(12)))
  }

  @Test("any one act of tampering is found: 2,000 of them, at random places")
  func anyTampering() {
    var generator = SystemRandomNumberGenerator()
    for _ in 0..<2_000 {
      var entries = log
      let index = Int.random(in: 0..<19, using: &generator)
      switch Int.random(in: 0..<5, using: &generator) {
      case 0: entries[index] = entries[index].changed { $0.count += 1 }
      case 1: entries[index] = entries[index].changed(keepsHash: false) { $0.object += "x" }
      case 2: entries.remove(at: index)
      case 3: entries.swapAt(index, index + 1)
      default: entries.insert(entries[Int.random(in: 0..<20, using: &generator)], at: index)
      }
      #expect(!AuditSamples.verdict(entries, kept: log[19].head).isWhole, "at \(index)")
    }
  }

  @Test("findings are bounded, their number is not, and each is one sentence")
  func manyFindings() {
    let entries = AuditSamples.log(300).map { $0.changed { $0.count += 1 } }
    let verdict = AuditSamples.verdict(entries)
    #expect(verdict.findings.count == AuditVerifier.findingLimit && verdict.findingCount == 300)
    let all: [AuditFinding] = [
      .changed(1), .replaced(1, follower: 2), .missing(1...1), .missing(1...2), .reordered(1), .inserted(1),
      .withoutBeginning(2), .truncated(last: 1, expected: 2), .otherHistory(1), .headDiffers(1), .unreadable(line: 1),
    ]
    for finding in all { #expect(finding.description.hasSuffix(".")) }
  }
}
