import PolderCore
import PolderService
import Testing

@testable import PolderNode

@Suite("a node's audit log", .timeLimit(.minutes(10)))
struct NodeAuditTests {
  private func event(_ act: RunAct, run: Int64 = 7) -> NodeAuditEvent {
    .run(AuditedRun(.sample(run: run), server: "http://a/api"), act)
  }

  private func report(_ result: String?, log: String = "done") -> RunReport {
    RunReport(.completed, log: log, result: result.map { Array($0.utf8) }, finishedAt: noon)
  }

  @Test("what is told stands in the file in its order, and the chain holds")
  func order() async throws {
    let fixture = try await AuditFixture()
    try await fixture.writing {
      for run in 1...600 as ClosedRange<Int64> { fixture.log.note(event(.started, run: run)) }
      try await fixture.log.record(event(.sendingLog, run: 601))
    }
    let records = try await fixture.records()
    #expect(records.map(\.object) == (1...601).map { "run/\($0)" })
    let book = try await fixture.book()
    #expect(try await book.verify().isWhole)
    try book.close()
    try fixture.log.close()
  }

  @Test("who waits for an entry goes on when it is in the file, and not before")
  func waits() async throws {
    let fixture = try await AuditFixture()
    let hasGoneOn = Shared(false)
    try await fixture.writing {
      try fixture.spoil()
      async let waiting: Void = {
        try await fixture.log.record(self.event(.sendingLog))
        hasGoneOn.change { $0 = true }
      }()
      while fixture.retries.value < 5 { await Task.yield() }
      #expect(!hasGoneOn.value)
      #expect(try await fixture.records().isEmpty)
      try fixture.mend()
      try await waiting
      #expect(try await fixture.records().map(\.operation) == ["SendLog"])
    }
    try fixture.log.close()
  }

  @Test("who is cancelled while waiting is let go; the entry is written all the same")
  func cancelled() async throws {
    let fixture = try await AuditFixture()
    try await fixture.writing {
      try fixture.spoil()
      let waiting = Task { try await fixture.log.record(event(.sendingLog)) }
      while fixture.retries.value < 2 { await Task.yield() }
      waiting.cancel()
      await #expect(throws: CancellationError.self) { try await waiting.value }
      try fixture.mend()
    }
    #expect(try await fixture.records().map(\.operation) == ["SendLog"])
    try fixture.log.close()
  }

  @Test("what does not fit while the file takes nothing is told as a number; what is waited for is never left out")
  func gap() async throws {
    let fixture = try await AuditFixture(limit: 5)
    try await fixture.writing {
      try fixture.spoil()
      for run in 1...30 as ClosedRange<Int64> { fixture.log.note(event(.started, run: run)) }
      async let waiting: Void = fixture.log.record(event(.sendingLog, run: 31))
      while fixture.retries.value < 2 { await Task.yield() }
      try fixture.mend()
      try await waiting
    }
    let records = try await fixture.records()
    let lost = records.filter { $0.operation == "LoseAuditRecords" }.reduce(0) { $0 + $1.count }
    let started = records.count { $0.operation == "StartRun" }
    #expect(started + Int(lost) == 30 && lost > 0)
    #expect(records.count { $0.object == "run/31" } == 1)
    try fixture.log.close()
  }

  @Test("a report that is sent again and again is told once; another one of the same run is told too")
  func once() async throws {
    let fixture = try await AuditFixture()
    try await fixture.writing {
      for _ in 0..<3 { try await fixture.log.record(event(.sending(try ReportLeaving(report("[1]"))))) }
      fixture.log.note(event(.sending(try ReportLeaving(report("[1]"))), run: 8))
      try await fixture.log.record(event(.sending(try ReportLeaving(report(nil)))))
    }
    let told = try await fixture.records("SendReport")
    #expect(told.map(\.object) == ["run/7", "run/8", "run/7"])
    #expect(told.map { $0.details["bytes"] } == ["3", "3", "0"])
    try fixture.log.close()
  }

  @Test("a next process writes on where the last one ended, and knows the configuration it had")
  func goesOn() async throws {
    let fixture = try await AuditFixture()
    var settings = NodeAuditSettings()
    settings.digest = "aa"
    try await fixture.writing { fixture.log.note(.started(settings, former: nil)) }
    try fixture.log.close()
    let next = try await NodeAudit(
      NodeFolders(root: fixture.place.path), logger: fixture.log.logger, now: { noon }, pause: { _ in })
    #expect(try await next.formerConfiguration() == "aa")
    async let writer: Void = next.run()
    try await next.record(.stopped(code: nil))
    next.finish()
    await writer
    try next.close()
    #expect(try await fixture.records().map(\.operation) == ["StartNode", "StopNode"])
    let book = try await fixture.book()
    #expect(try await book.verify().isWhole)
    try book.close()
  }

  @Test("a file that is no database keeps the node from starting, with a clear error")
  func unusable() async throws {
    let place = try TemporaryFolder()
    try place.write("this is no database, and far from being one", to: "audit.sqlite")
    let error = await failure {
      try await NodeAudit(
        NodeFolders(root: place.path), logger: AuditFixture.logger, now: { noon }, pause: { _ in })
    }
    #expect(error?.code == .nodeAuditUnusable && error?.object == place.path + "/audit.sqlite")
    #expect(error?.nextStep != nil)
  }
}
