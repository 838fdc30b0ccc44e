import PolderCore
import PolderService
import Testing

struct AuditEntryTests {
  /// Made by another program: json.dumps with separators (",", ":"), and hashlib.sha256.
  static let line =
    #"{"number":1,"time":"2027-01-15T08:00:00.123456Z","principal":"user:3","organization":10,"address":"10.0.0.7","#
    + #""request":"ab12","operation":"CreateTask","object":"task/5","outcome":"done","reason":"task|organization|create","#
    + #""count":1,"details":{"collaboration_id":"1","image":"ghcr.io/x:1 é\"\\"},"previous":""#
    + String(repeating: "0", count: 64)
    + #"","hash":"d1b540fdcdb41722b19afec950a6ba8f19567d91b87eca7a8a2a4ef067f542ed"}"#

  @Test("an entry's hash is what any other program computes from its line")
  func hash() throws {
    let record = AuditRecord(
      time: AuditSamples.start, principal: "user:3", organization: 10, address: "10.0.0.7", request: "ab12",
      operation: "CreateTask", object: "task/5", reason: "task|organization|create",
      details: ["image": "ghcr.io/x:1 é\"\\", "collaboration_id": "1"])
    #expect(AuditEntry(record, after: .start).line == Self.line)
  }

  @Test("a line reads back as the entry that it was")
  func lines() throws {
    for entry in AuditSamples.log(12) { #expect(try AuditEntry(line: entry.line) == entry) }
    #expect(try AuditEntry(line: Self.line).head.number == 1)
  }

  @Test(
    "what no log would have written is no line",
    arguments: [
      "", "{}", "[]", "null", Self.line + " ", Self.line.replacing(#","count":1"#, with: ""),
      Self.line.replacing(#""count":1"#, with: #""count": 1"#), Self.line.replacing("done", with: "fine"),
      Self.line.replacing(#""address":"10.0.0.7","#, with: ""),
      Self.line.replacing(#""object":"task/5""#, with: #""object":"task/5","extra":1"#),
    ])
  func wrongLines(line: String) {
    #expect(throws: PolderError.self) { try AuditEntry(line: line) }
  }

  @Test("a head reads back from its text, and nothing else does")
  func heads() {
    let head = AuditSamples.log(3)[2].head
    #expect(AuditHead(text: head.description) == head)
    for text in ["", "3", "3:", ":abc", "-1:\(head.hash)", "3:\(head.hash)0", "3:\(head.hash.dropLast())g"] {
      #expect(AuditHead(text: text) == nil, "\(text)")
    }
  }

  @Test("outcomes read back from their texts")
  func outcomes() {
    for outcome in [AuditOutcome.done, .failed, .refused(403, "principal-kind")] {
      #expect(AuditOutcome(outcome.description) == outcome)
    }
    for text in ["", "done ", "refused", "refused x y", "refused 401 a b", "refused 0401 a"] {
      #expect(AuditOutcome(text) == nil, "\(text)")
    }
  }

  @Test("texts of a record are bounded")
  func bounds() {
    let long = String(repeating: "x", count: 10_000)
    let record = AuditRecord(
      time: AuditSamples.start, address: long, request: long, operation: long, object: long, reason: long)
    #expect(AuditEntry(record, after: .start).line.utf8.count < 2_000)
  }
}
