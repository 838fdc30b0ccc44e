import PolderCore
import PolderService
import Testing

@testable import PolderNode

@Suite("what an entry of a node's audit log holds")
struct NodeAuditEventTests {
  private let node = NodeIdentity(
    node: NodeID(9), name: "ward", organization: OrganizationID(2), collaboration: CollaborationID(1))

  private func record(_ event: NodeAuditEvent) -> AuditRecord { event.record(by: node, at: noon) }

  private func record(_ act: RunAct, databases: [String] = ["lung"], parent: Int64? = nil) -> AuditRecord {
    record(.run(AuditedRun(.sample(parent: parent, databases: databases), server: "http://a/api"), act))
  }

  @Test("every entry about a run says who asked, for which image, and where")
  func base() {
    let decided = RunAct.decided(isAllowed: true, rule: "r", method: nil)
    for act in [RunAct.started, .killed, .sendingLog, .adopted("running"), decided] {
      let entry = record(act, parent: 4)
      #expect(entry.time == noon && entry.object == "run/7")
      #expect(entry.principal == "user:11" && entry.organization == 4)
      #expect(entry.details["task"] == "3" && entry.details["collaboration"] == "1" && entry.details["parent"] == "4")
      #expect(entry.details["image"] == "mean" && entry.details["server"] == "http://a/api")
      #expect(entry.details["task_created_at"] == noon.wireText)
    }
    #expect(record(.started).details["parent"] == nil)
  }

  @Test("the image is told with its digest once that is known")
  func digest() {
    var assignment = RunAssignment.sample()
    assignment.resolved = ResolvedImage(name: "mean", digest: "sha256:ab", reference: "mean@sha256:ab")
    #expect(AuditedRun(assignment, server: "s").details["digest"] == "sha256:ab")
    #expect(AuditedRun(.sample(), server: "s").details["digest"] == nil)
  }

  @Test("a decision has its rule, method and databases; a refusal is one by its outcome")
  func decided() {
    let allowed = record(.decided(isAllowed: true, rule: "allowed_users: 11", method: "mean"), databases: ["a", "b"])
    #expect(allowed.operation == "DecideRun" && allowed.outcome == .done && allowed.reason == "allowed_users: 11")
    #expect(allowed.details["method"] == "mean" && allowed.details["databases"] == "a,b")
    let refused = record(.decided(isAllowed: false, rule: "allowed_algorithms", method: nil))
    #expect(refused.outcome == .refused(403, "policy") && refused.details["method"] == nil)
  }

  @Test("a hold, and the steward's word with name and reason")
  func held() {
    let held = record(.held(rule: "hold: mean", method: "mean"))
    #expect(held.operation == "HoldRun" && held.reason == "hold: mean" && held.details["method"] == "mean")
    let yes = record(.reviewed(isApproved: true, steward: "grace", reason: "protocol 12"))
    #expect(yes.operation == "ReviewRun" && yes.principal == "steward:grace" && yes.organization == nil)
    #expect(yes.outcome == .done && yes.reason == "protocol 12")
    #expect(yes.details["user"] == "user:11" && yes.details["organization"] == "4")
    #expect(record(.reviewed(isApproved: false, steward: "g", reason: "")).outcome == .refused(403, "steward"))
  }

  @Test("an end has status and cause; a bad one is told by its outcome")
  func ended() {
    let good = record(.ended(.completed, cause: .exit, code: 0, signal: nil))
    #expect(good.operation == "EndRun" && good.outcome == .done)
    #expect(good.details["status"] == "completed" && good.details["exit_code"] == "0")
    let bad = record(.ended(.crashed, cause: .memory, code: nil, signal: 9))
    #expect(bad.outcome == .failed && bad.details["cause"] == "memory" && bad.details["signal"] == "9")
    #expect(record(.ended(.killed, cause: .killed, code: nil, signal: nil)).outcome == .done)
  }

  @Test("what leaves is told by its length, the SHA-256 of its bytes, its declaration, and who gets it")
  func sending() throws {
    let notice = ReleaseNotice(bytes: 3, fields: 2, lines: ["minimum_rows: 5", "allow: table"])
    let report = RunReport(
      .completed, log: "four", result: Array("abc".utf8), notice: notice, finishedAt: noon, isOfNodeAlone: false)
    let entry = try record(.sending(ReportLeaving(report)))
    #expect(entry.operation == "SendReport" && entry.reason == "minimum_rows: 5; allow: table")
    #expect(entry.details["bytes"] == "3" && entry.details["fields"] == "2" && entry.details["log_bytes"] == "4")
    #expect(
      entry.details["sha256"] == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")
    #expect(entry.details["status"] == "completed" && entry.details["recipient"] == "organization:4")
    #expect(entry.details["encryption"] == nil)
    let plain = try record(.sending(ReportLeaving(report, protection: .plain)))
    #expect(plain.details["encryption"] == "none" && plain.details["bytes"] == "3")
    let empty = try record(.sending(ReportLeaving(.failure(.failed, "no", at: noon))))
    #expect(empty.details["bytes"] == "0" && empty.details["sha256"] == nil && empty.details["fields"] == nil)
  }

  @Test("a subtask's input leaves too: length, hash, and who gets it")
  func subtask() {
    let leaving = SubtaskLeaving(
      image: "partial", inputs: [(OrganizationID(5), Array("a".utf8)), (OrganizationID(6), Array("bc".utf8))])
    let entry = record(.sendingSubtask(leaving))
    #expect(entry.operation == "SendSubtask" && entry.details["subtask_image"] == "partial")
    #expect(entry.details["bytes"] == "3" && entry.details["recipients"] == "organization:5,organization:6")
    #expect(entry.details["sha256"]?.hasPrefix("ba7816bf") == true)
  }

  @Test("so does a large input: first for which key, then what it was")
  func blob() {
    let pieces = BlobLeaving()
    for piece in ["a", "bc"] { _ = pieces.pass(Array(piece.utf8)) }
    #expect(pieces.pass(nil) == nil)
    let total = pieces.total
    let begun = record(.sendingBlob(key: "k"))
    #expect(begun.operation == "SendBlob" && begun.details["recipient_key_sha256"] == "k")
    let done = record(.sentBlob("u", bytes: total.bytes, hash: total.hash))
    #expect(done.operation == "SendBlob" && done.details["blob"] == "u" && done.details["bytes"] == "3")
    #expect(done.details["sha256"]?.hasPrefix("ba7816bf") == true)
  }

  @Test("what became of a report")
  func delivered() {
    let there = record(.delivered(.completed))
    #expect(there.operation == "DeliverReport" && there.outcome == .done)
    #expect(there.details["status"] == "completed" && there.details["recipient"] == "organization:4")
    let not = record(.undelivered(reason: "The run has ended already."))
    #expect(not.operation == "DeliverReport" && not.outcome == .refused(400, "server"))
    #expect(not.reason == "The run has ended already.")
  }

  @Test("a start has version and configuration, and the former one only where it is another")
  func started() {
    var settings = NodeAuditSettings()
    settings.source = "/etc/node.yaml"
    settings.digest = "bb"
    settings.keepDays = 30
    let entry = record(.started(settings, former: "aa"))
    #expect(entry.operation == "StartNode" && entry.object == "node" && entry.principal == "node:9")
    #expect(entry.details["version"] == PolderVersion.product && entry.details["configuration"] == "/etc/node.yaml")
    #expect(entry.details["configuration_sha256"] == "bb" && entry.details["keep_days"] == "30")
    #expect(entry.details["former_configuration_sha256"] == "aa")
    #expect(record(.started(settings, former: "bb")).details["former_configuration_sha256"] == nil)
    #expect(record(.started(settings, former: nil)).details["former_configuration_sha256"] == nil)
  }

  @Test("log-in and end")
  func lives() {
    let logIn = NodeAuditEvent.loggedIn(node, server: "http://a/api").record(by: nil, at: noon)
    #expect(logIn.operation == "LogInNode" && logIn.principal == "node:9" && logIn.organization == 2)
    #expect(logIn.details["collaboration"] == "1" && logIn.details["name"] == "ward")
    #expect(record(.stopped(code: nil)).outcome == .done)
    let failed = record(.stopped(code: "runtime-not-isolated"))
    #expect(failed.operation == "StopNode" && failed.outcome == .failed && failed.reason == "runtime-not-isolated")
  }

  @Test("keys are told by their fingerprints")
  func keys() {
    let uploaded = record(.keyUploaded(fingerprint: "new", former: "old"))
    #expect(uploaded.operation == "UploadKey" && uploaded.object == "key")
    #expect(uploaded.details["fingerprint"] == "new" && uploaded.details["former_fingerprint"] == "old")
    let pinned = record(.keyPinned(OrganizationID(5), fingerprint: "f"))
    #expect(pinned.operation == "PinKey" && pinned.object == "organization/5" && pinned.details["fingerprint"] == "f")
    let changed = record(.keyChanged(OrganizationID(5), pinned: "p", offered: "o"))
    #expect(changed.operation == "ChangeKey" && changed.outcome == .refused(409, "key-changed"))
    #expect(changed.details["pinned"] == "p" && changed.details["offered"] == "o")
  }

  @Test("whatever length a task's words have, an entry stays within the line that an export may have")
  func bounded() throws {
    let long = String(repeating: "é", count: 100_000)
    let databases = (0..<5_000).map { "d\($0)\u{1b}[2J" }
    let assignment = RunAssignment.sample(image: long, databases: databases)
    let run = AuditedRun(assignment, server: long)
    for act in [
      RunAct.decided(isAllowed: false, rule: long, method: long), .held(rule: long, method: long),
      .reviewed(isApproved: false, steward: long, reason: long), .undelivered(reason: long),
      .sendingSubtask(
        SubtaskLeaving(image: long, inputs: (0..<5_000).map { (OrganizationID(Int64($0)), []) })),
    ] {
      let entry = AuditEntry(record(.run(run, act)), after: .start)
      #expect(entry.line.utf8.count < AuditFile.lineLimit)
      #expect(try AuditEntry(line: entry.line) == entry)
    }
  }
}
