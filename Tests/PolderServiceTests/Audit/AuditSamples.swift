import PolderCore
import PolderService

/// Audit logs as tests need them.
enum AuditSamples {
  static let start = Timestamp(microseconds: 1_800_000_000_123_456)

  static func record(_ index: Int) -> AuditRecord {
    AuditRecord(
      time: start + .seconds(index), principal: index % 3 == 0 ? nil : "user:\(index)",
      organization: index % 2 == 0 ? 10 : nil, address: "10.0.0.\(index)", request: "r\(index)",
      operation: index % 2 == 0 ? "CreateTask" : "ListRuns", object: "task/\(index)",
      outcome: index % 5 == 0 ? .refused(401, "permission-lacking") : .done, reason: "task|global|create",
      count: Int64(index + 1), details: ["fields": "name,image"])
  }

  static func log(_ count: Int, after head: AuditHead = .start) -> [AuditEntry] {
    var head = head
    return (0..<count).map { index in
      let entry = AuditEntry(record(index), after: head)
      head = entry.head
      return entry
    }
  }

  static func verdict(_ entries: [AuditEntry], remembered: AuditHead? = nil, kept: AuditHead? = nil) -> AuditVerdict {
    var verifier = AuditVerifier(remembered: remembered)
    for entry in entries { verifier.take(entry) }
    return verifier.finish(kept: kept)
  }
}

extension AuditEntry {
  /// The entry with another content, and its hash as it was or as it has to be.
  func changed(keepsHash: Bool = true, _ change: (inout AuditRecord) -> Void) -> AuditEntry {
    var record = record
    change(&record)
    let entry = AuditEntry(number: number, record: record, previous: previous, hash: hash)
    return keepsHash ? entry : AuditEntry(number: number, record: record, previous: previous, hash: entry.contentHash)
  }
}
