public import PolderService

/// Whether tunnels, the filter and linked services can work.
public struct HelperStep: NodeCheckStep {
  private static let name = "helpers"

  /// A step.
  public init() {}

  /// What is said about the helpers; nothing where none is asked for.
  public func items(_ facts: NodeFacts) -> [CheckItem] {
    facts.helpers.map { CheckItem("\(Self.name): \($0.subject)", $0) }
  }
}
