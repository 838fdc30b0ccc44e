/// What the verifier found out about an audit log.
public struct AuditVerdict: Sendable {
  /// How many entries were looked at.
  public let entries: Int64
  /// The number of the first entry; nil for an empty log.
  public let first: Int64?
  /// The head to be remembered; that of the beginning for an empty log.
  public let head: AuditHead
  /// What is wrong, in the order in which it was found; at most ``AuditVerifier/findingLimit`` of them.
  public let findings: [AuditFinding]
  /// How many findings there were.
  public let findingCount: Int

  /// Whether nothing is wrong.
  public var isWhole: Bool { findingCount == 0 }
}
