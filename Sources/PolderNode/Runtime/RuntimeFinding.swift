/// One thing that the check of a runtime found out.
public struct RuntimeFinding: Sendable, Hashable {
  /// What a finding means for the node.
  public enum Severity: String, Sendable, Hashable {
    /// As it should be.
    case fine
    /// The node runs, and says so in its log.
    case warning
    /// The node does not start.
    case refusal
  }

  /// What was looked at, in one or two words: `sandbox`, `memory limit`.
  public let subject: String
  /// What it means.
  public let severity: Severity
  /// What was found, in one sentence.
  public let message: String
  /// What a person can do about it.
  public let nextStep: String?

  /// A finding.
  public init(_ subject: String, _ severity: Severity, _ message: String, nextStep: String? = nil) {
    self.subject = subject
    self.severity = severity
    self.message = message
    self.nextStep = nextStep
  }
}
