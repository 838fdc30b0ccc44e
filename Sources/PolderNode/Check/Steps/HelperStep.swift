public import PolderService

/// Whether tunnels, the filter and linked services can work.
public struct HelperStep: NodeCheckStep {
  private static let name = "helpers"

  /// A step.
  public init() {}

  /// What is said about the helpers.
  public func items(_ facts: NodeFacts) -> [CheckItem] {
    guard !facts.helpers.isEmpty else {
      return [CheckItem(Self.name, .ok, "Algorithms reach what the runtime gives them, and no tunnel or filter.")]
    }
    return facts.helpers.map { CheckItem("\(Self.name): \($0.subject)", $0) }
  }
}
