/// What one rule says about a run.
public struct PolicyFinding: Sendable, Hashable {
  /// What follows from it.
  public enum Effect: String, Sendable, Hashable, CaseIterable {
    /// As far as this rule goes the run may be executed.
    case passes
    /// The run is not executed.
    case refuses
    /// The run waits for the steward.
    case holds
  }

  /// What follows.
  public let effect: Effect
  /// The rule.
  public let place: PolicyPlace
  /// What it says, in a sentence that tells nothing of other rules and no value of the run.
  public let text: String

  /// A finding.
  public init(_ effect: Effect, _ place: PolicyPlace, _ text: String) {
    self.effect = effect
    self.place = place
    self.text = text
  }

  /// The sentence with its rule, for the log of the run.
  public var reason: String { "\(text) (\(place))." }
}
