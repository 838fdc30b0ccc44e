/// Whether a result may leave a node.
public enum DisclosureVerdict: Hashable, Sendable {
  /// It may.
  case allowed(DisclosureRelease)
  /// It may not, for those reasons; at most `DisclosureJudge.maximumReasons`.
  case refused([DisclosureReason])

  /// The error that reaches the researcher when it was refused, else nil.
  public var error: PolderError? {
    guard case .refused(let reasons) = self else { return nil }
    let lines = Set(reasons.compactMap(\.rule)).sorted()
    return PolderError(
      .disclosureRefused,
      "The node's disclosure rules do not let this result out: \(reasons.map(\.description).joined(separator: "; ")).",
      nextStep: lines.isEmpty
        ? "Ask the author of the algorithm to declare what its result rests on."
        : "Ask for larger groups, or ask the node's steward about the settings: \(lines.joined(separator: ", ")).")
  }
}
