/// A run that waits or waited, and what was decided about it.
public struct HeldRun: Sendable, Hashable {
  /// The run.
  public let record: HoldRecord
  /// What was decided; nil as long as it waits.
  public let decision: HoldDecision?
}
