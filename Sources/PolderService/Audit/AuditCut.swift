public import PolderCore

/// A signed-off cut: the entry that says who allowed the beginning of an audit log to be removed, and where it ended.
public struct AuditCut: Hashable, Sendable {
  /// The operation of the entry.
  public static let operation = "CutAuditLog"

  /// The last entry that was removed.
  public let through: AuditHead
  /// Who signed it off.
  public let approvedBy: String

  /// A cut.
  public init(through: AuditHead, approvedBy: String) {
    self.through = through
    self.approvedBy = approvedBy
  }

  /// The cut that a record tells of; nil for any other record.
  public init?(_ record: AuditRecord) {
    guard record.operation == Self.operation, let head = record.details["through"].flatMap({ AuditHead(text: $0) })
    else { return nil }
    self.init(through: head, approvedBy: record.details["approved_by"] ?? "")
  }

  /// What the audit log is told.
  public func record(at moment: Timestamp, first: Int64, entries: Int64) -> AuditRecord {
    AuditRecord(
      time: moment, operation: Self.operation, object: "audit/\(first)-\(through.number)",
      reason: "signed off by the operator",
      details: [
        "approved_by": AuditRecord.cut(approvedBy, 256), "entries": String(entries), "through": through.description,
      ])
  }
}
