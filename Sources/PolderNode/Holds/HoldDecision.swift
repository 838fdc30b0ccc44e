public import PolderCore

/// The word of the steward about a run that waits.
public struct HoldDecision: Sendable, Hashable, Codable {
  /// What it is about.
  public let binding: HoldBinding
  /// Whether the run may be executed.
  public let isApproved: Bool
  /// Why.
  public let reason: String?
  /// Who said so, as the machine knows them.
  public let steward: String
  /// When.
  public let decidedAt: Timestamp

  /// The most characters of a reason.
  public static let longestReason = 2_000

  /// A decision.
  public init(
    about binding: HoldBinding, isApproved: Bool, reason: String?, steward: String, decidedAt: Timestamp
  ) {
    self.binding = binding
    self.isApproved = isApproved
    self.reason = reason
    self.steward = steward
    self.decidedAt = decidedAt
  }
}
